import type { LoadResult } from '../../../contract'
import { unitWork, type Execution, type PartitionResult } from '../../../runs/execution'
import { lostRun, recordedResults, recoveredResults } from '../../../runs/units'
import { engineOf } from '../../loads/engine-name'
import type { Services } from '../../services'
import type { LiveBackfill } from './live-backfill'

/**
 * What became of the units that were in flight. What one had staged is forgotten, since it is made again. `committed`: results of runs whose
 * commit was found in the log.
 */
export async function resultsInFlight(
  services: Services,
  live: LiveBackfill,
  committed: ReadonlyMap<string, LoadResult>
): Promise<PartitionResult[]> {
  const { state, backfills } = services
  const results: PartitionResult[] = []
  for (const unit of live.execution.units) {
    const { run, dataset, state: at } = unit
    if (at !== 'running' || run === null) continue
    const found = committed.get(run)
    // A run that had ended well, of which only the backfill had not heard.
    const record = state.runs.get(run)
    if (record === undefined) await noteLostRun(services, live, unit, run)
    results.push(...(found === undefined ? recordedResults(record) : recoveredResults(dataset, found, record)))
    await backfills.staged.dropRun(live.id, dataset, run)
  }
  return results
}

/** Its partitions name an attempt that was never written down: the history keeps that it was to be. */
async function noteLostRun(
  { state, clock }: Services,
  { record, execution }: LiveBackfill,
  { unit, dataset }: Execution['units'][number],
  id: string
): Promise<void> {
  const { dts, attempt } = unitWork(execution, unit)
  const days = [...dts].sort()
  const { startedBy, trigger, id: backfill } = record
  const kind = execution.frame.divisible.has(dataset) ? ('derive' as const) : ('load' as const)
  const run = lostRun({ id, dataset, kind, startedBy, backfill, attempt, trigger, engine: engineOf(kind) }, clock.now())
  await state.runs.put(run, { from: days[0], to: days.at(-1) })
}
