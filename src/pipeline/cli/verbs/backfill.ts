import { backfillOnly, type BackfillOptions, type EngineClient, type ParamsOf } from '../../contract'
import type { Args } from '../args'
import { backfillText, bewareLines, exitCodeOfBackfill, planText, skippedLines } from '../backfill-text'
import { ask, newRequestId } from '../client'
import { exitCodes } from '../exit-codes'
import { nameArgument, rangeOption } from '../values'
import { interruptedAlike } from '../interrupted'
import type { Verb, VerbContext } from '../verb'

/** `--plan` shows what would run; `--yes` runs it. One of the two must be said. */
export const backfill: Verb = {
  name: 'backfill',
  summary: 'Makes partitions again: shows the plan, or runs it.',
  positionals: ['NAME'],
  options: {
    from: { type: 'string', value: 'DT', help: 'first partition (YYYY-MM or YYYY-MM-DD)' },
    to: { type: 'string', value: 'DT', help: 'last partition, inclusive' },
    only: {
      type: 'string',
      value: 'WHICH',
      help: 'missing,failed,stale (in any combination) or all; missing,failed if left out'
    },
    plan: { type: 'boolean', help: 'show what would run, and run nothing' },
    yes: { type: 'boolean', help: 'run it' },
    hash: { type: 'string', value: 'H', help: 'with --yes: only if the plan is still the one with this hash' },
    order: { type: 'string', value: 'ORDER', help: 'oldest or newest first; as the dataset says if left out' },
    concurrency: { type: 'string', value: 'N', help: 'so many at one time (1 to 16)' },
    review: { type: 'boolean', help: 'stage everything; publish or discard it afterwards' },
    'from-raw': { type: 'boolean', help: 'of a collected dataset: read the answers that were kept, and ask nobody' },
    'no-follow': { type: 'boolean', help: 'leave what is made from it as it is' }
  },
  run: (context) => {
    const { args, out } = context
    if (args.flag('plan') === args.flag('yes')) throw args.usage('Say either --plan or --yes.')
    if (args.flag('plan') && args.text('hash') !== undefined) throw args.usage('--hash goes with --yes: a plan shows its own.')
    const selection = selectionOf(args)
    const options = optionsOf(args)
    return context.withEngine(async (client) => {
      if (args.flag('plan')) {
        const plan = await ask(client, 'backfills.plan', { selection, options })
        out.result(plan, planText(plan))
        return exitCodes.done
      }
      const job = await startOrGoOn(client, context, { selection, options, ...hashOf(args) })
      const result = await context.finish(client, 'backfill', job)
      const { skip, plan } = await ask(client, 'backfills.get', { id: result.runId })
      for (const line of bewareLines(plan)) out.note(line)
      out.result(result, [backfillText(result), ...skippedLines(skip)].join('\n'))
      return exitCodeOfBackfill(result)
    })
  }
}

/** The job at work: of a new backfill, or of the same one that was interrupted. */
async function startOrGoOn(client: EngineClient, { out }: VerbContext, asked: Asked): Promise<string> {
  try {
    return (await ask(client, 'backfills.start', { ...asked, clientRequestId: newRequestId() })).job
  } catch (refusal) {
    const left = await interruptedAlike(client, refusal, asked)
    if (left === undefined) throw refusal
    out.note(`Going on with backfill ${left.id}, which was interrupted after ${left.finished} of ${left.total} partitions.`)
    const { job } = await ask(client, 'backfills.resume', { id: left.id })
    if (job === null) throw refusal
    return job
  }
}

type Asked = Parameters<typeof interruptedAlike>[2]

function hashOf(args: Args): { hash?: string } {
  const hash = args.text('hash')
  return hash === undefined ? {} : { hash }
}

function selectionOf(args: Args): ParamsOf<'backfills.plan'>['selection'] {
  const from = rangeOption(args, 'from')
  const to = rangeOption(args, 'to')
  const only = args.text('only')
  return {
    name: nameArgument(args),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(only === undefined ? {} : { only: onlyOf(args, only) })
  }
}

function onlyOf(args: Args, text: string) {
  const parsed = backfillOnly.safeParse(text === 'all' ? 'all' : text.split(','))
  if (parsed.success) return parsed.data
  throw args.usage(`--only ${text}: missing, failed and stale, separated by commas, or all.`)
}

function optionsOf(args: Args): Partial<BackfillOptions> {
  const order = args.text('order')
  if (order !== undefined && order !== 'oldest' && order !== 'newest') throw args.usage(`--order ${order}: oldest or newest.`)
  const concurrency = args.integer('concurrency', { min: 1, max: 16 })
  return {
    follow: !args.flag('no-follow'),
    ...(order === undefined ? {} : { order }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(args.flag('review') ? { publish: 'review' } : {}),
    ...(args.flag('from-raw') ? { fromRaw: true } : {})
  }
}
