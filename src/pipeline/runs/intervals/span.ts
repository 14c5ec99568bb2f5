import type { DatasetSpec, Span } from '../../contract'
import {
  addOpenDays,
  firstDayOf,
  fromEpochDay,
  openDayOnOrBefore,
  toEpochDay,
  toMonth,
  type TradingCalendar
} from '../../calendar'
import type { Interval } from '../types'
import { inRange } from './date-status'
import { daysOfPartition, partitionsBetween } from './partitions'

/** The first day (since 1970-01-01) of a stretch that ends with `last` and counts it: days of business where there is a calendar, or months. */
export function spanStart({ count, unit }: Span, calendar: TradingCalendar | undefined, last: number): number {
  if (unit === 'month') return firstDayOf(toMonth(fromEpochDay(last)) - count + 1)
  return addOpenDays(calendar, openDayOnOrBefore(calendar, last), 1 - count)
}

/** Partitions that a scheduled run of an interval reads: its own, and those of the stretch that the source restates; ascending. */
export function restatedPartitions(spec: DatasetSpec, calendar: TradingCalendar | undefined, interval: Interval): string[] {
  if (spec.restate === undefined || spec.partition === undefined) return [interval.dt]
  const from = fromEpochDay(spanStart(spec.restate, calendar, toEpochDay(interval.date)))
  const dts = partitionsBetween(spec, calendar, from, interval.date).filter((dt) => overlapsRange(spec, dt))
  return [...new Set([...dts, interval.dt])].sort()
}

/** Whether data can exist for a day of a partition, as the dataset's range says. */
export function overlapsRange(spec: DatasetSpec, dt: string): boolean {
  const days = daysOfPartition(dt)
  if (days === undefined) return true
  const { from = '', to = '9999-12-31' } = spec.range ?? {}
  return fromEpochDay(days.last) >= from && fromEpochDay(days.first) <= to
}

/** The same of an interval. */
export function intervalInRange(spec: DatasetSpec, { id, date }: Pick<Interval, 'id' | 'date'>): boolean {
  if (id.length > 10) return inRange(spec, date)
  const { from = '', to = '9999-12-31' } = spec.range ?? {}
  return date >= from && id <= to
}
