import { isOpenDay, toEpochDay, weekday } from '../../calendar'
import { effectiveInterval } from '../intervals'
import type { DatasetFacts } from '../types'
import type { Recorded } from './recorded'

/** A weekday is a day of the data when at least this share of its dates is there, of the weeks in which anything is. */
const USUAL_SHARE = 0.5
/** Below this many weeks with data the weekdays of the data tell too little. */
const ENOUGH_WEEKS = 4
const MONDAY_TO_FRIDAY = [0, 1, 2, 3, 4]
const DATE = /^\d{4}-\d{2}-\d{2}$/

/** On which days (since 1970-01-01) data comes. */
export type Rhythm = (day: number) => boolean

/** The days of the calendar; without one, the weekdays on which the dataset usually has data; each day where less than dates is told. */
export function rhythmOf(facts: DatasetFacts, recorded: Recorded): Rhythm {
  const { spec, calendar } = facts
  if (calendar !== undefined) return (day) => isOpenDay(calendar, day)
  const daily = effectiveInterval(spec).unit === 'day' || spec.partition?.grain === 'day'
  const weekdays = usualWeekdays(daily ? knownDays(recorded) : [])
  return daily ? (day) => weekdays.has(weekday(day)) : () => true
}

function knownDays({ dts, ids }: Recorded): number[] {
  const dates = dts.flatMap((dt) => (DATE.test(dt) ? [dt] : [...ids(dt)].filter((id) => DATE.test(id))))
  return dates.map((date) => toEpochDay(date)).sort((left, right) => left - right)
}

/** Told from the weeks that have data: a stretch of which nothing came says nothing of how the rest comes. */
function usualWeekdays(days: readonly number[]): ReadonlySet<number> {
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0]
  const there = countBy(days, weekday)
  const weeks = [...countBy(days, (day) => day - weekday(day)).keys()]
  if (weeks.length < ENOUGH_WEEKS) return new Set([...MONDAY_TO_FRIDAY, ...there.keys()])
  const datesOn = (day: number): number => weeks.filter((monday) => monday + day >= first && monday + day <= last).length
  return new Set([...there].filter(([day, count]) => count >= datesOn(day) * USUAL_SHARE).map(([day]) => day))
}

function countBy(days: readonly number[], keyOf: (day: number) => number): Map<number, number> {
  const counts = new Map<number, number>()
  for (const day of days) counts.set(keyOf(day), (counts.get(keyOf(day)) ?? 0) + 1)
  return counts
}
