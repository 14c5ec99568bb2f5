import type { BackfillSelection, DatasetSpec, RunTrigger } from '../../contract'
import { restatedPartitions } from '../../runs/intervals'
import type { Interval } from '../../runs/types'
import { calendarOf } from '../facts/dataset-facts'
import type { Services } from '../services'

/** Starts the run of one interval, with the partitions that the source restates and all that is made from them; returns the backfill's id. */
export async function startInterval(
  services: Services,
  spec: DatasetSpec,
  interval: Interval,
  by: { trigger: RunTrigger; startedBy: string; requestId?: string | undefined; alongside?: (id: string) => Promise<void> }
): Promise<string> {
  const selection = await selectionOf(services, spec, interval)
  const { id } = await services.backfills.start({ selection, options: { follow: true }, ...by })
  return id
}

/** What a run of one interval makes. */
async function selectionOf(services: Services, spec: DatasetSpec, interval: Interval): Promise<BackfillSelection> {
  const restated = restatedPartitions(spec, await calendarOf(services, spec), interval).filter((dt) => dt !== interval.dt)
  const dts = [...restated, interval.dt].sort()
  // Restated partitions are read as a whole, so that one interval alone cannot be asked for.
  const one = restated.length === 0 && spec.derive === undefined ? { interval: interval.id } : {}
  return { name: spec.name, dts, only: 'all', ...one }
}
