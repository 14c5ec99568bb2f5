import type { DatasetSpec, NotExpectedReason } from '../../contract'
import { dayIn, isOpenDay, toEpochDay, type TradingCalendar } from '../../calendar'
import { effectiveInterval, zoneOf } from './effective'

/** Why nothing can be expected of a date (`YYYY-MM-DD` in the dataset's zone) at `now`; undefined where something can, as of today. */
export function dateStatus(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  date: string,
  now: number
): NotExpectedReason | undefined {
  if (!inRange(spec, date)) return 'out_of_range'
  const day = toEpochDay(date)
  if (effectiveInterval(spec).unit !== 'month' && !isOpenDay(calendar, day)) return 'market_closed'
  return day > dayIn(zoneOf(spec), now) ? 'future' : undefined
}

/** Whether data can exist for a date, as the dataset's range says. */
export function inRange({ range }: DatasetSpec, date: string): boolean {
  return (range?.from === undefined || date >= range.from) && (range?.to === undefined || date <= range.to)
}
