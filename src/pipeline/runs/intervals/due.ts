import type { DatasetSpec } from '../../contract'
import { addOpenDays, instantOf, toEpochDay, type TradingCalendar } from '../../calendar'
import type { Interval } from '../types'
import { zoneOf } from './effective'

/**
 * When an interval is expected to be there (ms since the epoch); undefined where the dataset says nothing. Days are days of business of the
 * calendar after the interval's last date, at that time in the dataset's zone; minutes count from the interval's end.
 */
export function dueAt(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  interval: Pick<Interval, 'date' | 'end'>
): number | undefined {
  const { expectedBy } = spec
  if (expectedBy === undefined) return undefined
  if ('minutes' in expectedBy) return interval.end + expectedBy.minutes * 60_000
  return instantOf(zoneOf(spec), addOpenDays(calendar, toEpochDay(interval.date), expectedBy.days), minuteOfDay(expectedBy.time))
}

/** From when on an interval can be there: its end, or already when it is due, if that is within it (prices of today, expected at 16:00). */
export function readyAt(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  interval: Pick<Interval, 'date' | 'start' | 'end'>
): number {
  const due = dueAt(spec, calendar, interval) ?? interval.end
  return due > interval.start && due < interval.end ? due : interval.end
}

/** `HH:MM` → minutes since midnight. */
export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
