import { WHOLE, type DatasetSpec } from '../../contract'
import { instantOf, toEpochDay, type TradingCalendar } from '../../calendar'
import { intervalsOf } from '../../runs/intervals'
import type { IntervalWindow } from '../../load/worker-api'

/**
 * What is asked for to make partitions anew: each of their intervals that has begun by `now` (ms since the epoch), also one that has not
 * ended. A dataset without dates is one window, of its range.
 */
export function windowsOf(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  dts: readonly string[],
  now: number
): IntervalWindow[] {
  if (spec.partition === undefined) return [wholeWindow(spec, now)]
  const intervals = dts.flatMap((dt) => intervalsOf(spec, calendar, dt))
  return intervals.filter(({ start }) => start <= now).map(({ id, dt, start, end }) => ({ id, dt, start, end }))
}

function wholeWindow({ range, zone }: DatasetSpec, now: number): IntervalWindow {
  const start = range?.from === undefined ? 0 : instantOf(zone, toEpochDay(range.from))
  const end = range?.to === undefined ? now : Math.min(now, instantOf(zone, toEpochDay(range.to) + 1))
  return { id: WHOLE, dt: WHOLE, start, end: Math.max(end, start + 1) }
}
