import type { RunRecord } from '../../contract'
import { AppError } from '../../lib/errors'
import { inLake, succeededOf } from '../../runs/undo'
import type { Services } from '../services'

/** Attempts of one backfill that are looked at together. */
const MOST = 10_000
const PAGE = 500

/**
 * The attempts that a run or a backfill consists of, oldest first: those that succeeded, with the partitions that they left in the lake.
 * `run.missing` where there is neither, `unsupported` where a backfill has too many.
 */
export function attemptsOf({ state }: Pick<Services, 'state'>, id: string): RunRecord[] {
  const run = state.runs.get(id)
  if (run !== undefined) return [inLake(run)]
  if (state.backfills.get(id) === undefined) {
    throw new AppError('run.missing', `There is no run ${id}.`, { hint: 'penstock runs lists what ran.', details: { run: id } })
  }
  return succeededOf(attemptsOfBackfill(state, id)).reverse()
}

/** Newest first. */
function attemptsOfBackfill({ runs }: Services['state'], id: string): RunRecord[] {
  const found: RunRecord[] = []
  for (let from = 0; ; from += PAGE) {
    const page = runs.list({ filter: { backfill: id }, from, limit: PAGE })
    if (page.total > MOST) throw tooMany(id, page.total)
    found.push(...page.runs.flatMap((summary) => runs.get(summary.id) ?? []))
    if (page.runs.length < PAGE) return found
  }
}

const tooMany = (id: string, attempts: number): AppError =>
  new AppError('unsupported', `Backfill ${id} has ${attempts} attempts; at most ${MOST} can be looked at together.`, {
    hint: 'Prove or undo its attempts one by one, or restore its tables to a version from before it.',
    details: { backfill: id, attempts, most: MOST }
  })
