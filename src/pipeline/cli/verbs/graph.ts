import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import type { Verb } from '../verb'

export const graph: Verb = {
  name: 'graph',
  summary: 'Shows what is made from what: sources, lake tables, derived tables and marts.',
  positionals: [],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const found = await ask(client, 'graph.get', {})
      const text = formatTable(found.nodes, [
        { title: 'stage', value: ({ stage }) => stage },
        { title: 'what', value: ({ label }) => label },
        {
          title: 'made from',
          value: ({ id }) =>
            found.edges
              .filter(({ to }) => to === id)
              .map(({ from }) => from)
              .join(', ')
        },
        { title: 'error', value: ({ error }) => error?.message ?? null }
      ])
      context.out.result(found, text)
      return exitCodes.done
    })
}
