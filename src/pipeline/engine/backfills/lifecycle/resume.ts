import { backfillEnds, type Backfill, type LoadResult } from '../../../contract'
import type { ExecutionPolicies } from '../../../runs/execution'
import type { Services } from '../../services'
import type { ActiveBackfills } from './active-backfills'
import { restoreBackfill } from './begin-backfill'
import type { LiveBackfill } from './live-backfill'
import { resultsInFlight } from './results-in-flight'

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
