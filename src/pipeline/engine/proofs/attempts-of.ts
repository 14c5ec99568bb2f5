import type { RunRecord } from '../../contract'
import { AppError } from '../../lib/errors'
import type { Services } from '../services'

/** Attempts of one backfill that are looked at. */
const MOST = 10_000
const PAGE = 500

const ended: ReadonlySet<RunRecord['state']> = new Set(['done', 'unchanged'])

/** The attempts that a run or a backfill consists of, oldest first: those that succeeded. `run.missing` where there is neither. */
export function attemptsOf({ state }: Pick<Services, 'state'>, id: string): RunRecord[] {
  const run = state.runs.get(id)
  if (run !== undefined) return [run]
  if (state.backfills.get(id) === undefined) {
    throw new AppError('run.missing', `There is no run ${id}.`, { hint: 'penstock runs lists what ran.', details: { run: id } })
  }
  const found: RunRecord[] = []
  for (let from = 0; from < MOST; from += PAGE) {
    const { runs } = state.runs.list({ filter: { backfill: id }, from, limit: PAGE })
    found.push(...runs.flatMap((summary) => state.runs.get(summary.id) ?? []))
    if (runs.length < PAGE) break
  }
  const published = new Set(found.filter(({ kind }) => kind === 'publish').map(({ dataset }) => dataset))
  // What was staged is in the lake by its publication, not by the runs that staged it.
  return found.filter((one) => ended.has(one.state) && (one.kind === 'publish' || !published.has(one.dataset))).reverse()
}
