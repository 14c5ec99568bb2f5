import type { DatasetSpec } from '../../contract'
import type { TradingCalendar } from '../../calendar'
import { intervalsAfter, newestInterval, readyAt } from '../intervals'
import type { Interval } from '../types'
import { ticksOf, type Ticks } from './cron'

/** An interval and when (ms since the epoch) the schedule lets it fall due. */
export interface Tick {
  interval: Interval
  dueAt: number
}

/**
 * The intervals that fell due by cron after `claimedUntil` (the greatest `dueAt` that was claimed) and not after `now`, in order. Each interval has
 * one due time: the first tick at or after it can be there (its end, or `expectedBy` where that is earlier). So no interval is named twice and none
 * is left out, however often the clock ticks or is set; a clock that stands before `claimedUntil` names none. With several intervals of one due time
 * claim all of them together. Without a claim only the newest that fell due. Empty for schedules that are paused or have no cron.
 */
export function dueTicks(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  claimedUntil: number | undefined,
  now: number
): Tick[] {
  const ticks = ticksOf(spec, calendar)
  if (ticks === undefined) return []
  if (claimedUntil === undefined) return newestDue(spec, calendar, ticks, now)
  const due: Tick[] = []
  for (const tick of ticksAfter(spec, calendar, ticks, claimedUntil, now)) {
    if (tick.dueAt > now) break
    due.push(tick)
  }
  return due
}

function newestDue(spec: DatasetSpec, calendar: TradingCalendar | undefined, ticks: Ticks, now: number): Tick[] {
  const last = ticks.upTo(now)
  const interval = newestInterval(spec, calendar, last, (one) => readyAt(spec, calendar, one) <= last)
  const dueAt = interval && ticks.from(readyAt(spec, calendar, interval))
  return interval === undefined || dueAt === undefined ? [] : [{ interval, dueAt }]
}

/** The next interval that falls due by cron after `now`, and when; of several at that time the newest. */
export function nextDue(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  now: number
): { interval: Interval; at: number } | undefined {
  const ticks = ticksOf(spec, calendar)
  if (ticks === undefined) return undefined
  let found: { interval: Interval; at: number } | undefined
  for (const { interval, dueAt } of ticksAfter(spec, calendar, ticks, now, Infinity)) {
    if (found !== undefined && dueAt > found.at) break
    found = { interval, at: dueAt }
  }
  return found
}

/** Intervals in order, from the first whose due time is after `after`; only such as begin until `until`. */
function* ticksAfter(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  ticks: Ticks,
  after: number,
  until: number
): Generator<Tick> {
  const last = ticks.upTo(after)
  let dueAt: number | undefined = -Infinity
  for (const interval of intervalsAfter(spec, calendar, last, until)) {
    const ready = readyAt(spec, calendar, interval)
    if (ready <= last) continue
    // Ticks are dear to find: what is there before the last one found falls due with it.
    if (ready > dueAt) dueAt = ticks.from(ready)
    if (dueAt === undefined) return
    yield { interval, dueAt }
  }
}
