import type { Grain } from '../../contract'
import { covers, eachDay, isTradingDay, toEpochDay, weekday, type TradingCalendar } from '../../calendar'

/** Beyond this many partitions a stray date (year 1, year 9999) is likelier than a gap, and nothing is called missing. */
const MOST = 40_000
/** A weekday is a day of the data when at least this share of its dates is there. */
const USUAL_SHARE = 0.5
/** Below this many weeks the weekdays of the data tell too little. */
const ENOUGH_WEEKS = 4
const DAY = /^\d{4}-\d{2}-\d{2}$/
const MONTH = /^\d{4}-\d{2}$/

/**
 * Partitions that one expects between the first and the last that are there: every month; or the days of the calendar; or, without
 * one, the weekdays on which the data usually has a partition (Monday to Friday while it is short). Ascending.
 */
export function expectedPartitions(present: readonly string[], grain: Grain, calendar: TradingCalendar | undefined): string[] {
  const known = present.filter((dt) => (grain === 'day' ? DAY : MONTH).test(dt)).sort()
  const [first] = known
  const last = known.at(-1)
  if (first === undefined || last === undefined) return []
  if (grain === 'month') return months(first, last)
  if (toEpochDay(last) - toEpochDay(first) > MOST) return []
  const usual = usualWeekdays(known, first, last)
  return eachDay(first, last).filter((date) =>
    calendar !== undefined && covers(calendar, date) ? isTradingDay(calendar, date) : usual.has(weekday(toEpochDay(date)))
  )
}

function months(first: string, last: string): string[] {
  const start = monthNumber(first)
  const count = monthNumber(last) - start + 1
  if (count > MOST) return []
  return Array.from({ length: count }, (_, index) => {
    const month = start + index
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

const monthNumber = (dt: string): number => Number(dt.slice(0, 4)) * 12 + Number(dt.slice(5, 7)) - 1

function usualWeekdays(present: readonly string[], first: string, last: string): Set<number> {
  const there = countByWeekday(present)
  const weeks = (toEpochDay(last) - toEpochDay(first) + 1) / 7
  if (weeks < ENOUGH_WEEKS) return new Set([0, 1, 2, 3, 4, ...there.keys()])
  const possible = countByWeekday(eachDay(first, last))
  return new Set([...there].filter(([day, count]) => count >= (possible.get(day) ?? 0) * USUAL_SHARE).map(([day]) => day))
}

function countByWeekday(dates: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const date of dates) {
    const day = weekday(toEpochDay(date))
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return counts
}
