import { WHOLE, type DatasetSpec } from '../../contract'
import { dayIn, toEpochDay, toMonth, firstDayOf, type TradingCalendar } from '../../calendar'
import type { Interval } from '../types'
import { dayBlocks, monthBlocks, timeBlocks } from './blocks'
import { effectiveInterval, stepMinutes, zoneOf } from './effective'
import { daysOfPartition } from './partitions'

/**
 * Intervals of which a day lies between two dates (`YYYY-MM-DD` in the dataset's zone, both inclusive), ascending. With a calendar only days of
 * business have intervals; dates that it does not cover count as such from Monday to Friday. The dataset's `range` is not looked at.
 */
export function intervalsBetween(spec: DatasetSpec, calendar: TradingCalendar | undefined, from: string, to: string): Interval[] {
  return intervalsOfDays(spec, calendar, toEpochDay(from), toEpochDay(to))
}

/** The same by days since 1970-01-01. */
export function intervalsOfDays(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  first: number,
  last: number
): Interval[] {
  if (!(first <= last)) return []
  const interval = effectiveInterval(spec)
  const minutes = stepMinutes(interval)
  if (minutes !== undefined) return timeBlocks(spec, calendar, minutes, first, last)
  if (interval.unit === 'month') return monthBlocks(spec, interval.every, first, last)
  return dayBlocks(spec, calendar, interval.every, first, last)
}

/** The intervals of one partition, ascending. `all` has those of the dataset's range, and none where it is open. */
export function intervalsOf(spec: DatasetSpec, calendar: TradingCalendar | undefined, dt: string): Interval[] {
  const days = dt === WHOLE ? daysOfRange(spec) : daysOfPartition(dt)
  return days === undefined ? [] : intervalsOfDays(spec, calendar, days.first, days.last)
}

function daysOfRange({ range }: DatasetSpec): { first: number; last: number } | undefined {
  if (range?.from === undefined || range.to === undefined) return undefined
  return { first: toEpochDay(range.from), last: toEpochDay(range.to) }
}

/** The interval that holds an instant (ms since the epoch); undefined on days that have none. */
export function intervalAt(spec: DatasetSpec, calendar: TradingCalendar | undefined, at: number): Interval | undefined {
  const day = dayIn(zoneOf(spec), at)
  // Where clocks went back over midnight, the minutes that come again belong to the day that had begun.
  return intervalsOfDays(spec, calendar, day, day + 1).find(({ start, end }) => start <= at && at < end)
}

/** The interval of this id; undefined where the dataset has none such. */
export function intervalById(spec: DatasetSpec, calendar: TradingCalendar | undefined, id: string): Interval | undefined {
  const day = dayOfId(spec, id)
  if (Number.isNaN(day)) return undefined
  return intervalsOfDays(spec, calendar, day, day + 1).find((interval) => interval.id === id)
}

function dayOfId(spec: DatasetSpec, id: string): number {
  if (id.length === 7) return firstDayOf(toMonth(id))
  return id.length === 10 ? toEpochDay(id) : dayInOrNaN(zoneOf(spec), Date.parse(id))
}

const dayInOrNaN = (zone: string, at: number): number => (Number.isNaN(at) ? NaN : dayIn(zone, at))
