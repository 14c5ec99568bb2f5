import type { PartitionDiff } from '../../contract'
import type { Args } from '../args'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { MAX_VERSION, nameArgument, requiredPartition } from '../values'
import type { Verb } from '../verb'

export const diff: Verb = {
  name: 'diff',
  summary: 'Says what changed in a partition between two versions, or what a staged backfill would change.',
  positionals: ['NAME'],
  options: {
    partition: { type: 'string', value: 'DT', help: 'the partition' },
    from: { type: 'string', value: 'VERSION', help: 'the version before' },
    to: { type: 'string', value: 'VERSION', help: 'the version after' },
    staged: { type: 'string', value: 'RUN', help: 'instead of versions: what this backfill has staged, against what is there' }
  },
  run: (context) => {
    const { args } = context
    const name = nameArgument(args)
    const dt = requiredPartition(args, 'partition')
    const staged = args.text('staged')
    if (staged !== undefined && (args.text('from') ?? args.text('to')) !== undefined)
      throw args.usage('Say either --staged RUN or --from and --to.')
    const range = staged === undefined ? { from: version(args, 'from'), to: version(args, 'to') } : undefined
    return context.withEngine(async (client) => {
      const clientRequestId = newRequestId()
      const { job } =
        range === undefined
          ? await ask(client, 'backfills.diff', { id: staged ?? '', dataset: name, dt, clientRequestId })
          : await ask(client, 'lake.diff', { name, dt, ...range, clientRequestId })
      const found = await context.finish(client, range === undefined ? 'staged-diff' : 'diff', job)
      const what = staged === undefined ? `version ${found.from} to ${found.to}` : `as staged by ${staged}`
      context.out.result(found, diffText(`${name} ${dt}, ${what}`, found))
      return exitCodes.done
    })
  }
}

function version(args: Args, option: string): number {
  args.required(option)
  return args.integer(option, { min: 0, max: MAX_VERSION }) ?? 0
}

function diffText(title: string, { by, added, removed, changed, unchanged, columns, samples }: PartitionDiff): string {
  const lines = [
    `${title}, matched by ${by.length === 0 ? 'whole rows' : by.join(', ')}`,
    `added ${added}, removed ${removed}, changed ${changed}, unchanged ${unchanged}`,
    ...columns.map((column) => `  ${column.name}: ${column.changed} changed`),
    ...samples.map(({ kind, before, after }) => `${kind}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`)
  ]
  return lines.join('\n')
}
