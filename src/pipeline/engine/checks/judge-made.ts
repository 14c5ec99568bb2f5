import { judgeUnit, without, type Asked, type MadeUnit } from '../../runs/units'
import type { DatasetFacts } from '../../runs/types'
import type { JobContext } from '../jobs/job'
import type { Attempt } from '../loads/attempt'
import type { Services } from '../services'
import { judgeStaged } from './judge-staged'

/** Judges what a unit has made: first whether it is there at all, then by the dataset's checks. */
export async function judgeMade(
  services: Services,
  facts: DatasetFacts,
  made: Pick<MadeUnit, 'base' | 'staged'>,
  asked: Asked,
  { attempt, job, backfill }: { attempt: Attempt; job: JobContext; backfill: string }
): Promise<MadeUnit> {
  const whole = judgeUnit(facts, made, asked)
  const pending = facts.spec.checks === undefined ? [] : await services.backfills.staged.of(backfill)
  const { blocked, results } = await judgeStaged(services, facts.spec, { ...whole, folder: attempt.staging, pending }, job)
  for (const own of results.values())
    for (const { check, dt, state, reason } of own)
      if (state === 'failed') attempt.book.say(`Check ${check} of ${dt} failed (${reason}); it warns only.`)
  if (blocked.length === 0) return { ...whole, checks: results }
  for (const { error } of blocked) attempt.book.say(error.message)
  const rest = judgeUnit(facts, { ...made, staged: without(made.staged, new Set(blocked.map(({ dt }) => dt))) }, asked)
  return { ...rest, refused: [...rest.refused, ...blocked], checks: results }
}
