import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument } from '../values'
import type { Verb } from '../verb'

export const partitions: Verb = {
  name: 'partitions',
  summary: 'Lists the partitions of a dataset.',
  positionals: ['NAME'],
  options: {},
  run: (context) => {
    const name = nameArgument(context.args)
    return context.withEngine(async (client) => {
      const list = await ask(client, 'lake.partitions', { name })
      const text = formatTable(list, [
        { title: 'partition', value: ({ dt }) => dt },
        { title: 'state', value: ({ state }) => state },
        { title: 'held', value: ({ held, expected }) => (held === null || expected === null ? null : `${held}/${expected}`) },
        { title: 'rows', value: ({ rows }) => rows },
        { title: 'bytes', value: ({ bytes }) => bytes },
        { title: 'files', value: ({ files }) => files },
        { title: 'quarantined', value: ({ quarantined }) => quarantined },
        { title: 'version', value: ({ version }) => version },
        { title: 'digest', value: ({ digest }) => digest }
      ])
      context.out.result(list, text)
      return exitCodes.done
    })
  }
}
