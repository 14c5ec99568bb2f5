import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import type { Verb } from '../verb'

export const datasets: Verb = {
  name: 'datasets',
  summary: 'Lists the datasets of the workspace.',
  positionals: [],
  options: {},
  run: (context) =>
    context.withEngine(async (client) => {
      const list = await ask(client, 'datasets.list', {})
      const text = formatTable(list, [
        { title: 'dataset', value: ({ name }) => name },
        { title: 'mode', value: ({ mode }) => mode },
        { title: 'partitions', value: ({ partitions }) => partitions },
        { title: 'first', value: ({ firstDt }) => firstDt },
        { title: 'last', value: ({ lastDt }) => lastDt },
        { title: 'rows', value: ({ rows }) => rows },
        { title: 'bytes', value: ({ bytes }) => bytes },
        { title: 'quarantined', value: ({ quarantined }) => quarantined },
        { title: 'version', value: ({ version }) => version },
        { title: '', value: ({ error }) => error?.message ?? null }
      ])
      context.out.result(list, text)
      return exitCodes.done
    })
}
