import { WHOLE, type DatasetSpec } from '../../contract'
import { firstDayOf, fromEpochDay, fromMonth, isOpenDay, toEpochDay, toMonth, type TradingCalendar } from '../../calendar'

/** The partition of a date (`YYYY-MM-DD` in the dataset's zone). */
export function partitionOfDate(spec: DatasetSpec, date: string): string {
  if (spec.partition === undefined) return WHOLE
  return spec.partition.grain === 'day' ? date : date.slice(0, 7)
}

/** First and last day of a partition, as days since 1970-01-01; undefined for `all`. */
export function daysOfPartition(dt: string): { first: number; last: number } | undefined {
  if (dt === WHOLE) return undefined
  if (dt.length > 7) return { first: toEpochDay(dt), last: toEpochDay(dt) }
  const month = toMonth(dt)
  return { first: firstDayOf(month), last: firstDayOf(month + 1) - 1 }
}

/** First and last date (`YYYY-MM-DD`) of a partition; undefined for `all`. */
export function datesOfPartition(dt: string): { from: string; to: string } | undefined {
  const days = daysOfPartition(dt)
  return days && { from: fromEpochDay(days.first), to: fromEpochDay(days.last) }
}

/**
 * Partitions from `fromDt` to `toDt`, both inclusive, ascending; partitions of days on which the calendar is closed are left out. A
 * bound may be of the other grain: `2023-08` begins on the 1st and ends on the 31st. `[all]` where there are no partitions.
 */
export function partitionsBetween(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  fromDt: string,
  toDt: string
): string[] {
  if (spec.partition === undefined) return [WHOLE]
  const [first, last] = [daysOfPartition(fromDt)?.first, daysOfPartition(toDt)?.last]
  if (first === undefined || last === undefined || !(first <= last)) return []
  return spec.partition.grain === 'month' ? monthsBetween(first, last) : openDates(calendar, first, last)
}

function openDates(calendar: TradingCalendar | undefined, first: number, last: number): string[] {
  const dates: string[] = []
  for (let day = first; day <= last; day += 1) if (isOpenDay(calendar, day)) dates.push(fromEpochDay(day))
  return dates
}

function monthsBetween(first: number, last: number): string[] {
  const start = toMonth(fromEpochDay(first))
  const count = toMonth(fromEpochDay(last)) - start + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => fromMonth(start + index))
}
