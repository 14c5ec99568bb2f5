import type { BackfillItem, DatasetSpec, ErrorCode, ScheduleTick } from '../../contract'
import type { TradingCalendar } from '../../calendar'
import { intervalById } from '../intervals'
import { intervalStatuses } from '../states'
import type { DatasetFacts } from '../types'
import { atWork } from './claims'
import { ticksOf } from './cron'

/** Newest intervals of a dataset whose source is asked for again while it is late. */
export const ASKED_AGAIN = 5

/** Whether the schedule names a time since the interval was given to a run. */
export function isTimeAgain(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  tick: Pick<ScheduleTick, 'state' | 'at' | 'dueAt'>,
  now: number
): boolean {
  if (tick.state !== 'run') return false
  // Where a clock stood ahead, what it showed then says nothing now.
  const since = Date.parse(tick.at) > now ? tick.dueAt : tick.at
  const next = ticksOf(atWork(spec), calendar)?.from(Date.parse(since) + 1)
  return next !== undefined && next <= now
}

/** What is said of a source that has not come yet, or whose folder is not there, as of a share that is not mounted. */
const notThere: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['check.empty', 'file.missing', 'file.denied', 'source.incomplete'])

/** Whether the run of an interval found no row for it. `items`: of its backfill. */
export const hadNoRows = (dataset: string, items: readonly BackfillItem[]): boolean =>
  items.some((item) => item.dataset === dataset && item.error !== undefined && notThere.has(item.error.code))

/** Whether an interval is there by now, or somebody is at work on it. */
export function isThere(facts: DatasetFacts, interval: string, now: number): boolean {
  const date = intervalById(facts.spec, facts.calendar, interval)?.date
  const found = intervalStatuses(facts, now, date, date).find(({ id }) => id === interval)
  return found?.state === 'ok' || found?.state === 'empty' || found?.state === 'running'
}

/** The tick of such an interval, due again. */
export const dueAgain = (tick: ScheduleTick, at: string): ScheduleTick => ({
  ...tick,
  state: 'due',
  reason: 'Its source had no rows yet: it is asked again.',
  at
})
