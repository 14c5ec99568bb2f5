import type { DatasetSpec, ErrorCode, ScheduleTick } from '../../contract'
import type { TradingCalendar } from '../../calendar'
import { toInstant } from '../../lib/clock'
import { dueTicks } from './due-ticks'

/** An interval that is so much older than now was missed, in ms: no engine was there to start it. */
const MISSED_MS = 10 * 60_000

/**
 * The intervals to be claimed by cron now, in order. Those missed while no engine ran are skipped where the dataset says so, but for the newest.
 * `claimedUntil`: the greatest due time that was claimed.
 */
export function cronClaims(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  claimedUntil: string | undefined,
  now: number
): ScheduleTick[] {
  const due = dueTicks(atWork(spec), calendar, claimedUntil === undefined ? undefined : Date.parse(claimedUntil), now)
  const newest = due.at(-1)
  return due.map(({ interval, dueAt }) => {
    const skip = spec.schedule?.missed === 'skip' && interval !== newest?.interval && now - dueAt > MISSED_MS
    return claimOf(spec, interval.id, { dueAt, now, skip })
  })
}

/** The claim of one interval. */
export function claimOf(
  { name }: DatasetSpec,
  interval: string,
  { dueAt, now, skip }: { dueAt: number; now: number; skip: boolean }
): ScheduleTick {
  return {
    ...{ dataset: name, interval, dueAt: toInstant(dueAt), at: toInstant(now), backfill: null },
    state: skip ? 'skipped' : 'due',
    reason: skip ? 'It was missed while no engine ran or its schedule was paused, and the dataset skips what was missed.' : null
  }
}

/** The dataset with its schedule at work: whether it rests was asked before. */
export const atWork = (spec: DatasetSpec): DatasetSpec =>
  spec.schedule === undefined ? spec : { ...spec, schedule: { ...spec.schedule, paused: false } }

/** Intervals of one dataset run one after the other, in the order in which they are given. */
export function oldestOfEach(ticks: readonly ScheduleTick[]): ScheduleTick[] {
  const oldest = new Map<string, ScheduleTick>()
  for (const tick of ticks) if (!oldest.has(tick.dataset)) oldest.set(tick.dataset, tick)
  return [...oldest.values()]
}

const forNow: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['run.overlap', 'load.busy', 'engine.gone'])

/** Whether an interval that could not be started stays due: somebody else changes the dataset right now, or the engine closes. */
export const staysDue = (code: ErrorCode): boolean => forNow.has(code)
