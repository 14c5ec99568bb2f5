import type { CollectedSpec } from '../../../contract'
import type { Snapshot } from '../../../lake/types'
import { AppError } from '../../../lib/errors'
import { planted } from '../../../lib/plant'
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
  const staged = await stageSource(services, sourced, scope, job, attempt, base)
  refuseOtherDates(spec.name, work.dts, staged)
  return staged
}

/** `collect.answer` where rows came and none is of the dates that were asked for: the source did not heed the question, and has not said that it is empty. */
function refuseOtherDates(dataset: string, dts: readonly string[], { partitions, notes }: StagedLoad): void {
  const outside = notes.find(({ code }) => code === 'rows.outside')?.count ?? 0
  if (outside === 0 || partitions.some(({ rows }) => rows > 0) || planted('other-dates-are-empty')) return
  throw new AppError(
    'collect.answer',
    `${outside} rows came for ${dataset} ${dts.join(', ')}, and none of them is of these dates.`,
    {
      hint: 'Look at the request of the dataset (a preview shows it): does it name the date as the source wants it? Nothing was changed.',
      details: { dataset, partitions: [...dts], rows: outside }
    }
  )
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
