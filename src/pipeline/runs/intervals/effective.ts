import type { DatasetSpec, IntervalSpec } from '../../contract'
import { planted } from '../../lib/plant'

/** What arrives: the interval of the dataset; without one a partition, and a day where there are no partitions. */
export function effectiveInterval(spec: DatasetSpec): IntervalSpec {
  return spec.interval ?? { unit: spec.partition?.grain ?? 'day', every: 1 }
}

/** Whether an interval is just a partition, so that nothing is told apart within one. */
export function intervalIsPartition(spec: DatasetSpec): boolean {
  if (spec.interval === undefined) return true
  return spec.interval.unit === spec.partition?.grain && spec.interval.every === 1
}

/** Read once: the zone is asked for with each of tens of thousands of intervals. */
const plantedZone = planted('local-zone') ? Intl.DateTimeFormat().resolvedOptions().timeZone : undefined

/** The zone of a dataset's dates. */
export const zoneOf = (spec: DatasetSpec): string => plantedZone ?? spec.zone

/** Minutes of an interval that is shorter than a day; undefined for days and months. */
export function stepMinutes({ unit, every }: IntervalSpec): number | undefined {
  if (unit === 'minute') return every
  return unit === 'hour' ? every * 60 : undefined
}
