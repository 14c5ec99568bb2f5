import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { MAX_VERSION, nameArgument, requiredPartition } from '../values'
import type { Verb } from '../verb'

export const diff: Verb = {
  name: 'diff',
  summary: 'Says what changed in a partition between two versions.',
  positionals: ['NAME'],
  options: {
    partition: { type: 'string', value: 'DT', help: 'the partition' },
    from: { type: 'string', value: 'VERSION', help: 'the version before' },
    to: { type: 'string', value: 'VERSION', help: 'the version after' }
  },
  run: (context) => {
    const { args } = context
    const name = nameArgument(args)
    const dt = requiredPartition(args, 'partition')
    const version = (option: string): number => {
      args.required(option)
      return args.integer(option, { min: 0, max: MAX_VERSION }) ?? 0
    }
    const range = { from: version('from'), to: version('to') }
    return context.withEngine(async (client) => {
      const { job } = await ask(client, 'lake.diff', { name, dt, ...range, clientRequestId: newRequestId() })
      const found = await context.finish(client, 'diff', job)
      const by = found.by.length === 0 ? 'whole rows' : found.by.join(', ')
      const lines = [
        `${name} ${dt}, version ${found.from} to ${found.to}, matched by ${by}`,
        `added ${found.added}, removed ${found.removed}, changed ${found.changed}, unchanged ${found.unchanged}`,
        ...found.columns.map((column) => `  ${column.name}: ${column.changed} changed`),
        ...found.samples.map(({ kind, before, after }) => `${kind}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`)
      ]
      context.out.result(found, lines.join('\n'))
      return exitCodes.done
    })
  }
}
