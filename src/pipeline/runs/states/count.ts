import { dayIn, instantOf, toEpochDay } from '../../calendar'
import { daysOfPartition, effectiveInterval, instantId, intervalsOfDays, stepMinutes, zoneOf } from '../intervals'
import type { DatasetFacts, Interval } from '../types'
import type { Horizon } from './horizon'
import type { Recorded } from './recorded'
import type { Rhythm } from './rhythm'

/** Expected intervals of a partition: how many, how many of them are there, and the last of them. */
export interface Count {
  held: number
  expected: number
  last: Interval | undefined
}

/** The expected intervals of a partition, ascending; `all` has those of the whole horizon. */
function expectedIntervals({ spec, calendar }: DatasetFacts, horizon: Horizon, rhythm: Rhythm, dt: string): Interval[] {
  const zone = zoneOf(spec)
  const days = daysOfPartition(dt)
  const [first, last] = [dayIn(zone, horizon.from), dayIn(zone, horizon.to - 1)]
  const monthly = effectiveInterval(spec).unit === 'month'
  return intervalsOfDays(spec, calendar, Math.max(first, days?.first ?? first), Math.min(last, days?.last ?? last)).filter(
    ({ date, end }) => end > horizon.from && end <= horizon.to && (monthly || rhythm(toEpochDay(date)))
  )
}

/** Counts the expected intervals of a partition. */
export function countIntervals(facts: DatasetFacts, recorded: Recorded, horizon: Horizon, rhythm: Rhythm, dt: string): Count {
  const whole = wholeDay(facts, recorded, horizon, rhythm, dt)
  if (whole !== undefined) return whole
  const intervals = expectedIntervals(facts, horizon, rhythm, dt)
  return { held: intervals.filter((one) => recorded.holds(one)).length, expected: intervals.length, last: intervals.at(-1) }
}

/** A day of the past that holds as many intervals as it has: told without a list of them, since years of minutes are millions. */
function wholeDay({ spec }: DatasetFacts, recorded: Recorded, horizon: Horizon, rhythm: Rhythm, dt: string): Count | undefined {
  const minutes = stepMinutes(effectiveInterval(spec))
  const day = minutes === undefined || spec.partition?.grain !== 'day' ? NaN : toEpochDay(dt)
  if (minutes === undefined || Number.isNaN(day) || !rhythm(day)) return undefined
  const zone = zoneOf(spec)
  const [from, end] = [instantOf(zone, day), instantOf(zone, day + 1)]
  if (from < horizon.from || end > horizon.to) return undefined
  const expected = Math.ceil((end - from) / (minutes * 60_000))
  if (recorded.ids(dt).size !== expected) return undefined
  const start = from + (expected - 1) * minutes * 60_000
  return { held: expected, expected, last: { id: instantId(start), start, end, date: dt, dt } }
}
