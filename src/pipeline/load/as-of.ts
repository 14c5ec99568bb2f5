import { firstDayOf, toEpochDay, toMonth } from '../calendar'
import { WHOLE } from '../contract'

/** First and last day of a partition, as days since 1970-01-01; all time for `all`. */
function daysOf(dt: string): { first: number; last: number } {
  if (dt === WHOLE) return { first: -Infinity, last: Infinity }
  if (dt.length > 7) return { first: toEpochDay(dt), last: toEpochDay(dt) }
  const month = toMonth(dt)
  return { first: firstDayOf(month), last: firstDayOf(month + 1) - 1 }
}

/** The newest partition that begins no later than `dt` ends: its own day's, or the one before. */
export function asOf<P extends { dt: string }>(partitions: readonly P[], dt: string): P | undefined {
  const { last } = daysOf(dt)
  return partitions.reduce<P | undefined>((newest, one) => {
    const { first } = daysOf(one.dt)
    return first <= last && (newest === undefined || first >= daysOf(newest.dt).first) ? one : newest
  }, undefined)
}

/** Partitions that lie in the period of `dt`. */
export function within<P extends { dt: string }>(partitions: readonly P[], dt: string): P[] {
  const { first, last } = daysOf(dt)
  return partitions.filter((one) => {
    const days = daysOf(one.dt)
    return days.first >= first && days.last <= last
  })
}
