import type { DatasetSpec } from '../../contract'
import { dateIn, instantOf, isOpenDay, sessionOf, toEpochDay, type TradingCalendar } from '../../calendar'
import type { Interval } from '../types'
import { minuteOfDay } from './due'
import { effectiveInterval, stepMinutes } from './effective'

/** Whether no interval of a dataset without a row is taken for a late source: it says so, or has no calendar by which data should be there. */
export const acceptsEmpty = ({ whenEmpty }: DatasetSpec, calendar: TradingCalendar | undefined): boolean =>
  whenEmpty === undefined ? calendar === undefined : whenEmpty === 'accept'

/**
 * Whether an interval without a row is taken for a late source: as the dataset says, or where it has a calendar by which data should be there.
 * Of hours and minutes that is so while the venue trades, late openings and early closings included.
 */
export function refusesEmpty(spec: DatasetSpec, calendar: TradingCalendar | undefined, interval: Interval): boolean {
  if (spec.whenEmpty !== undefined) return spec.whenEmpty === 'refuse'
  if (calendar === undefined) return false
  return stepMinutes(effectiveInterval(spec)) === undefined || isInSession(calendar, interval)
}

function isInSession(calendar: TradingCalendar, { start, end }: Interval): boolean {
  const { zone } = calendar.file
  const date = dateIn(zone, start)
  if (!isOpenDay(calendar, toEpochDay(date))) return false
  const { open, close } = sessionOf(calendar, date)
  const at = (time: string) => instantOf(zone, toEpochDay(date), minuteOfDay(time))
  return start < at(close) && end > at(open)
}
