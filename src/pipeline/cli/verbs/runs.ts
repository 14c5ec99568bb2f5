import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

export const runs: Verb = {
  name: 'runs',
  summary: 'Lists loads and undos, newest first.',
  positionals: ['[NAME]'],
  options: { limit: { type: 'string', value: 'N', help: 'at most so many (100)' } },
  run: (context) => {
    const { args } = context
    const name = args.optionalWord(0) === undefined ? {} : { name: nameArgument(args) }
    const limit = args.integer('limit', { min: 1, max: 500 }) ?? 100
    return context.withEngine(async (client) => {
      const list = await ask(client, 'runs.list', { filter: name, limit })
      const text = formatTable(list.runs, [
        { title: 'run', value: ({ id }) => id },
        { title: 'dataset', value: ({ dataset }) => dataset },
        { title: 'kind', value: ({ kind }) => kind },
        { title: 'state', value: ({ state }) => state },
        { title: 'started', value: ({ startedAt }) => startedAt },
        { title: 'rows', value: ({ rowsWritten }) => rowsWritten },
        { title: 'quarantined', value: ({ rowsQuarantined }) => rowsQuarantined },
        { title: 'version', value: ({ versionAfter }) => versionAfter },
        { title: 'by', value: ({ startedBy }) => startedBy }
      ])
      context.out.result(list.runs, text)
      return exitCodes.done
    })
  }
}
