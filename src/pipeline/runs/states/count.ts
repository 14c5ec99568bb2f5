import { dayIn, toEpochDay } from '../../calendar'
import { daysOfPartition, effectiveInterval, intervalsOfDays, zoneOf } from '../intervals'
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
export function expectedIntervals({ spec, calendar }: DatasetFacts, horizon: Horizon, rhythm: Rhythm, dt: string): Interval[] {
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
  const intervals = expectedIntervals(facts, horizon, rhythm, dt)
  return {
    held: intervals.filter((interval) => recorded.holds(interval)).length,
    expected: intervals.length,
    last: intervals.at(-1)
  }
}
