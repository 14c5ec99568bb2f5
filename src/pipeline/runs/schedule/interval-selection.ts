import type { BackfillSelection, DatasetSpec } from '../../contract'
import type { TradingCalendar } from '../../calendar'
import { restatedPartitions } from '../intervals'
import type { Interval } from '../types'

/** What a run of one interval makes: its partition, and those that the source restates with it. */
export function selectionOfInterval(
  spec: DatasetSpec,
  calendar: TradingCalendar | undefined,
  interval: Interval
): BackfillSelection {
  const restated = restatedPartitions(spec, calendar, interval).filter((dt) => dt !== interval.dt)
  const dts = [...restated, interval.dt].sort()
  // Restated partitions are read as a whole, so that one interval alone cannot be asked for.
  const one = restated.length === 0 && spec.derive === undefined ? { interval: interval.id } : {}
  return { name: spec.name, dts, only: 'all', ...one }
}
