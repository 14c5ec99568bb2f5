import type { DatasetSpec } from '../../contract'
import { dayIn, toEpochDay, type TradingCalendar } from '../../calendar'
import type { Interval } from '../types'
import { effectiveInterval, zoneOf } from './effective'
import { intervalsOfDays } from './enumerate'
import { intervalInRange } from './span'

/** Days that are looked through for the newest interval: 31 days of business and holidays; for months two of the coarsest on top. */
const FURTHEST_DAYS = 100
const FURTHEST_MONTHS = 900
/** Days in which the next interval begins, whatever it is. */
const AHEAD = 900

/** The newest interval of the dataset's range that has begun at `at` (ms since the epoch) and suits; undefined where none of late does. */
export function newestInterval(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  at: number,
  suits: (interval: Interval) => boolean
): Interval | undefined {
  const { from, to } = daysOfRange(spec)
  const latest = Math.min(dayIn(zoneOf(spec), at), to)
  const earliest = Math.max(latest - (effectiveInterval(spec).unit === 'month' ? FURTHEST_MONTHS : FURTHEST_DAYS), from)
  for (let day = latest; day >= earliest; day -= 1) {
    const found = intervalsOfDays(spec, calendar, day, day).findLast((one) => intervalInRange(spec, one) && suits(one))
    if (found !== undefined) return found
  }
  return undefined
}

/** The intervals of the dataset's range that end after `at` (ms since the epoch), ascending, until `until` or for some years. */
export function* intervalsAfter(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  at: number,
  until: number
): Generator<Interval> {
  const zone = zoneOf(spec)
  const { from, to } = daysOfRange(spec)
  const first = Math.max(dayIn(zone, at), from)
  const last = Math.min(until === Infinity ? first + AHEAD : dayIn(zone, until), to)
  let end = -Infinity
  for (let day = first; day <= last; day += 1) {
    for (const interval of intervalsOfDays(spec, calendar, day, day)) {
      // One of several days or months is listed on each of them.
      if (interval.end <= Math.max(at, end) || !intervalInRange(spec, interval)) continue
      end = interval.end
      yield interval
    }
  }
}

function daysOfRange({ range }: DatasetSpec): { from: number; to: number } {
  return {
    from: range?.from === undefined ? -Infinity : toEpochDay(range.from),
    to: range?.to === undefined ? Infinity : toEpochDay(range.to)
  }
}
