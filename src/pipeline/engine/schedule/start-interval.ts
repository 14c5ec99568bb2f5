import type { DatasetSpec, RunTrigger } from '../../contract'
import { selectionOfInterval } from '../../runs/schedule'
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
  const selection = selectionOfInterval(spec, await calendarOf(services, spec), interval)
  const { id } = await services.backfills.start({ selection, options: { follow: true }, ...by })
  return id
}
