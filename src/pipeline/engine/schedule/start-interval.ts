import type { DatasetSpec, RunTrigger } from '../../contract'
import { restatedPartitions } from '../../runs/intervals'
import type { Interval } from '../../runs/types'
import { calendarOf } from '../facts/dataset-facts'
import type { Services } from '../services'

/** Starts the run of one interval, with the partitions that the source restates; returns the backfill's id. */
export async function startInterval(
  services: Services,
  spec: DatasetSpec,
  interval: Interval,
  by: { trigger: RunTrigger; startedBy: string; requestId?: string | undefined }
): Promise<string> {
  const restated = restatedPartitions(spec, await calendarOf(services, spec), interval).filter((dt) => dt !== interval.dt)
  const dts = [...restated, interval.dt].sort()
  // Restated partitions are read as a whole, so that one interval alone cannot be asked for.
  const one = restated.length === 0 && spec.derive === undefined ? { interval: interval.id } : {}
  const selection = { name: spec.name, dts, only: 'all' as const, ...one }
  const { id } = await services.backfills.start({ selection, options: { follow: spec.schedule?.after === undefined }, ...by })
  return id
}
