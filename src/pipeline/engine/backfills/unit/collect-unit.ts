import type { CollectedSpec } from '../../../contract'
import type { Snapshot } from '../../../lake/types'
import type { StagedLoad } from '../../../load/worker-api'
import type { DatasetFacts, Interval } from '../../../runs/types'
import { isRefusal } from '../../../runs/units'
import { collectFiles } from '../../collect/collect-files'
import { windowsOf } from '../../collect/windows'
import { stageSource } from '../../loads/stage-source'
import type { UnitJob } from './make-unit'
import { waitForQuota } from './wait-for-quota'

/** Asks for the partitions of a unit and stages what came. While no more requests may be made it waits, in flight. */
export async function collectUnit(
  unit: UnitJob,
  spec: CollectedSpec,
  { calendar }: Pick<DatasetFacts, 'calendar'>,
  read: readonly Interval[],
  base: Snapshot | undefined
): Promise<StagedLoad> {
  const { services, live, work, job, attempt } = unit
  const { options, selection } = live.record.plan
  const single = selection.interval !== undefined && selection.name === work.dataset
  const windows = single ? read : windowsOf(spec, calendar, work.dts, services.clock.now())
  const collection = {
    ...{ spec, windows, id: collectionOf(unit), fromRaw: options.fromRaw === true },
    wait: waitForQuota(unit)
  }
  const { spec: sourced } = await collectFiles(services, collection, job, attempt)
  // Of an interval the other rows of its partition stay, with the columns that they have.
  const scope = { only: [...work.dts], intervals: [...read], again: false, otherColumns: selection.interval === undefined }
  return stageSource(services, sourced, scope, job, attempt, base)
}

/** A backfill that goes on asks only what its collection has not kept. */
const collectionOf = (unit: UnitJob): string => `${unit.live.id}-${roundOf(unit)}`

/**
 * How often a collection of these partitions was judged and refused: after that everything is asked anew, as with a source that is late;
 * after any other failure what was kept is not asked again.
 */
function roundOf({ services, live, work }: UnitJob): number {
  const attempts = live.record.items.find(({ dataset, dt }) => dataset === work.dataset && dt === work.dts[0])?.attempts ?? []
  return attempts.filter((run) => isRefusal(services.state.runs.get(run)?.error?.code ?? 'internal')).length
}
