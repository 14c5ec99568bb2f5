import type { DatasetSpec } from '../../contract'
import { firstDayOf, fromEpochDay, fromMonth, instantOf, isOpenDay, toMonth, type TradingCalendar } from '../../calendar'
import type { Interval } from '../types'
import { zoneOf } from './effective'
import { partitionOfDate } from './partitions'

/** A Monday: several days together count from it, so that 7 of them are a week. */
const MONDAY = 4

/** The first of the `every` days that are together with `day`. */
const startOfDays = (every: number, day: number): number => Math.floor((day - MONDAY) / every) * every + MONDAY

/** Intervals of one or several days of which a day lies in [first, last]; those without a day of business are left out. */
export function dayBlocks(spec: DatasetSpec, calendar: TradingCalendar | undefined, every: number, first: number, last: number) {
  const zone = zoneOf(spec)
  const found: Interval[] = []
  let [next, end] = [NaN, NaN]
  for (let day = startOfDays(every, first); day <= last; day += every) {
    if (!hasOpenDay(calendar, day, every)) continue
    const start = next === day ? end : instantOf(zone, day)
    next = day + every
    end = instantOf(zone, next)
    // A date that a zone leapt over (Pacific/Apia, 2011-12-30) has no instant, and so no interval.
    if (start < end) found.push({ id: fromEpochDay(day), start, end, ...placed(spec, next - 1) })
  }
  return found
}

/** Intervals of one or several months of which a day lies in [first, last]; several together count from January. */
export function monthBlocks(spec: DatasetSpec, every: number, first: number, last: number): Interval[] {
  const zone = zoneOf(spec)
  const found: Interval[] = []
  const lastMonth = toMonth(fromEpochDay(last))
  for (let month = startOfMonths(every, toMonth(fromEpochDay(first))); month <= lastMonth; month += every) {
    const next = firstDayOf(month + every)
    const [start, end] = [instantOf(zone, firstDayOf(month)), instantOf(zone, next)]
    found.push({ id: fromMonth(month), start, end, ...placed(spec, next - 1) })
  }
  return found
}

/** The first of the `every` months that are together with `month` (months since year 0). */
const startOfMonths = (every: number, month: number): number => Math.floor(month / every) * every

/**
 * Intervals shorter than a day, of the days of business in [first, last]. They are counted in elapsed time from local midnight, so that a
 * day of 23 or 25 hours has as many; what is left of a day whose length is no multiple is its last interval.
 */
export function timeBlocks(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  minutes: number,
  first: number,
  last: number
) {
  const zone = zoneOf(spec)
  const found: Interval[] = []
  for (let day = first; day <= last; day += 1) {
    if (!isOpenDay(calendar, day)) continue
    const place = placed(spec, day)
    const dayEnd = instantOf(zone, day + 1)
    for (let start = instantOf(zone, day); start < dayEnd; start += minutes * 60_000) {
      found.push({ id: instantId(start), start, end: Math.min(start + minutes * 60_000, dayEnd), ...place })
    }
  }
  return found
}

/** `YYYY-MM-DDTHH:MMZ`. */
export const instantId = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`

function placed(spec: DatasetSpec, lastDay: number): { date: string; dt: string } {
  const date = fromEpochDay(lastDay)
  return { date, dt: partitionOfDate(spec, date) }
}

function hasOpenDay(calendar: TradingCalendar | undefined, first: number, count: number): boolean {
  for (let day = first; day < first + count; day += 1) if (isOpenDay(calendar, day)) return true
  return false
}
