import { backfillEnds, type Backfill, type LoadResult } from '../../../contract'
import type { ExecutionPolicies, PartitionResult } from '../../../runs/execution'
import { recordedResults, recoveredResults } from '../../../runs/units'
import type { Services } from '../../services'
import type { ActiveBackfills } from './active-backfills'
import { restoreBackfill } from './begin-backfill'
import type { LiveBackfill } from './live-backfill'

/** A backfill as an earlier engine left it, claimed; undefined where it is over. `committed`: results of runs whose commit is in the log. */
export async function resumeBackfill(
  services: Services,
  active: ActiveBackfills,
  record: Backfill,
  policies: ExecutionPolicies,
  committed: ReadonlyMap<string, LoadResult>
): Promise<LiveBackfill | undefined> {
  const live = restoreBackfill(services, record, policies)
  const results = await resultsInFlight(services, live, committed)
  const claimed = tryClaim(services, active, live)
  await live.apply({ kind: 'engine-restarted', committed: results }, ...(claimed ? [] : [{ kind: 'cancel' } as const]))
  if (!backfillEnds.includes(live.record.state)) return live
  if (claimed) active.release(live)
  return undefined
}

/** What became of the units that were in flight. What one had staged is forgotten, since it is made again. */
async function resultsInFlight(
  { state, backfills }: Services,
  live: LiveBackfill,
  committed: ReadonlyMap<string, LoadResult>
): Promise<PartitionResult[]> {
  const results: PartitionResult[] = []
  for (const { run, dataset, state: at } of live.execution.units) {
    if (at !== 'running' || run === null) continue
    const found = committed.get(run)
    // A run that had ended well before the crash, of which only the backfill had not heard.
    const record = state.runs.get(run)
    results.push(...(found === undefined ? recordedResults(record) : recoveredResults(dataset, found, record)))
    await backfills.staged.dropRun(live.id, dataset, run)
  }
  return results
}

/** False where another backfill of the same dataset goes on: of the two, this one is cancelled. */
function tryClaim({ logger }: Services, active: ActiveBackfills, live: LiveBackfill): boolean {
  try {
    active.claim(live)
    return true
  } catch (error) {
    logger.warn('a backfill cannot go on', { backfill: live.id, error: String(error) })
    live.say(`It cannot go on: ${String(error)}`)
    return false
  }
}
