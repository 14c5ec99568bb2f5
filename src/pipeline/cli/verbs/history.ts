import { ask } from '../client'
import { exitCodes } from '../exit-codes'
import { formatTable } from '../table'
import { nameArgument, partitionOption } from '../values'
import type { Verb } from '../verb'

export const history: Verb = {
  name: 'history',
  summary: 'Lists the versions of a dataset, newest first.',
  positionals: ['NAME'],
  options: {
    partition: { type: 'string', value: 'DT', help: 'only versions that changed this partition' },
    limit: { type: 'string', value: 'N', help: 'at most so many (200)' }
  },
  run: (context) => {
    const { args } = context
    const name = nameArgument(args)
    const dt = partitionOption(args, 'partition')
    const limit = args.integer('limit', { min: 1, max: 1000 }) ?? 200
    return context.withEngine(async (client) => {
      const list = await ask(client, 'lake.history', { name, limit, ...(dt === undefined ? {} : { dt }) })
      const text = formatTable(list, [
        { title: 'version', value: ({ version }) => version },
        { title: 'committed', value: ({ committedAt }) => committedAt },
        { title: 'operation', value: ({ operation }) => operation },
        { title: 'partitions', value: (one) => one.partitions.length },
        { title: 'by', value: ({ startedBy }) => startedBy },
        { title: 'run', value: ({ runId }) => runId }
      ])
      context.out.result(list, text)
      return exitCodes.done
    })
  }
}
