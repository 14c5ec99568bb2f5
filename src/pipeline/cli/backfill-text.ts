import type { BackfillPlan, BackfillResult, ErrorCode, ErrorData } from '../contract'
import { exitCodes } from './exit-codes'
import { formatTable } from './table'

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

/** The plan for people: what runs, what is skipped and why, what follows, and the bill. */
export function planText(plan: BackfillPlan): string {
  const { items, skip, follows, sum, options } = plan
  const lines = [
    rangeText(plan),
    `${items.length} to run, ${skip.length} skipped, ${follows.length} that follow${options.follow ? '' : ' are left'}.`
  ]
  if (items.length > 0) lines.push(itemTable([...items, ...(options.follow ? follows : [])]))
  lines.push(...skippedLines(skip))
  const time =
    sum.seconds === null
      ? 'no earlier run to tell the time by'
      : `about ${number.format(sum.seconds.median)} s (${number.format(sum.seconds.low)} to ${number.format(sum.seconds.high)})`
  lines.push(
    `Reads ${number.format(sum.readRows)} rows, ${number.format(sum.readBytes)} bytes; ${time}; ${sum.cost === null ? 'not billed here' : `${sum.cost.amount} ${sum.cost.currency}`}.`
  )
  if (typeof sum.requests === 'number') lines.push(`Asks about ${number.format(sum.requests)} times.`)
  lines.push(...bewareLines(plan))
  for (const { message, hint } of plan.obstacles) lines.push(`Cannot start: ${message}${hint === undefined ? '' : ` ${hint}`}`)
  lines.push(`Plan ${plan.hash}`)
  return lines.join('\n')
}

/** "2023-08-01 to 2023-08-04: 4 days, both ends included". */
export function rangeText({ from, to, selected }: Pick<BackfillPlan, 'from' | 'to' | 'selected'>): string {
  if (from === null || to === null) return 'Nothing is selected.'
  const unit = from.length === 10 ? 'day' : from.length === 7 ? 'month' : 'partition'
  const count = `${selected} ${unit}${selected === 1 ? '' : 's'}`
  return from === to ? `${from}: ${count}` : `${from} to ${to}: ${count}, both ends included`
}

function itemTable(items: BackfillPlan['items']): string {
  return formatTable(items, [
    { title: 'dataset', value: ({ dataset }) => dataset },
    { title: 'partition', value: ({ dt }) => dt },
    { title: 'why', value: ({ why }) => why },
    { title: 'rows now', value: ({ rowsNow }) => rowsNow },
    { title: 'reads rows', value: ({ readRows }) => readRows },
    { title: 'reads bytes', value: ({ readBytes }) => readBytes },
    { title: 'seconds', value: ({ seconds }) => seconds }
  ])
}

/** What will likely go wrong, or was left out unseen. */
export const bewareLines = ({ warnings = [] }: Pick<BackfillPlan, 'warnings'>): string[] =>
  warnings.map(({ message, hint }) => `Beware: ${message}${hint === undefined ? '' : ` ${hint}`}`)

/** Why partitions are left out, in one line; none where nothing is. */
export const skippedLines = (skip: BackfillPlan['skip']): string[] => (skip.length === 0 ? [] : [`Skipped: ${skipText(skip)}`])

function skipText(skip: BackfillPlan['skip']): string {
  const byReason = new Map<string, string[]>()
  for (const { dt, why } of skip) byReason.set(why, [...(byReason.get(why) ?? []), dt])
  return [...byReason]
    .map(([why, dts]) => `${why} ${dts.length} (${dts.slice(0, 3).join(', ')}${dts.length > 3 ? ' …' : ''})`)
    .join('; ')
}

/** What became of each partition. */
export function backfillText({ runId, state, partitions }: BackfillResult): string {
  const changed = partitions.filter(({ change }) => change !== null && change !== 'unchanged')
  const lines = [`${state}: ${partitions.length} partitions, ${changed.length} changed (run ${runId})`]
  if (partitions.length > 0) {
    lines.push(
      formatTable(partitions, [
        { title: 'dataset', value: ({ dataset }) => dataset },
        { title: 'partition', value: ({ dt }) => dt },
        { title: 'state', value: ({ state: at }) => at },
        { title: 'change', value: ({ change }) => change },
        { title: 'digest before', value: ({ digestBefore }) => digestBefore },
        { title: 'digest after', value: ({ digestAfter }) => digestAfter },
        { title: 'error', value: ({ error }) => (error === undefined ? null : `${error.message} [${error.code}]`) }
      ])
    )
  }
  if (state === 'staged') {
    const [first] = changed
    if (first !== undefined)
      lines.push(`Look at it with: penstock diff ${first.dataset} --partition ${first.dt} --staged ${runId}`)
    lines.push(`Publish it with: penstock publish ${runId}, or throw it away with: penstock discard ${runId}`)
  }
  return lines.join('\n')
}

/** How a backfill stands that waits for what comes by itself. */
export function waitingText({ code, details }: Pick<ErrorData, 'code' | 'details'>): string {
  if (code === 'quota.exhausted') return `waits for its quota until ${String(details?.['resumesAt'])}`
  return code === 'disk.full' ? 'waits for disk space' : 'waits until it can write'
}

const refusals: ReadonlySet<ErrorCode | undefined> = new Set<ErrorCode>(['plan.stale'])

export function exitCodeOfBackfill({ state, partitions }: BackfillResult): number {
  if (state === 'cancelled') return exitCodes.cancelled
  if (partitions.some(({ error }) => refusals.has(error?.code))) return exitCodes.refused
  return state === 'failed' ? exitCodes.failed : exitCodes.done
}
