import type { LoadResult } from '../../../contract'
import { changesNothing, commitStaged, resultOf } from '../../loads/commit-staged'
import { tellChecked } from '../../checks/tell-checked'
import { inRounds } from '../../loads/in-rounds'
import { writeDown } from '../../loads/run-load'
import type { MadeUnit } from '../../../runs/units'
import { makeUnit, type UnitJob } from './make-unit'

/** Makes a unit and commits it, again where others got in between. `made` is told before the commit. */
export async function makeAndCommit(unit: UnitJob, made: (unit: MadeUnit) => void): Promise<LoadResult> {
  return inRounds(unit.attempt, async () => {
    const fresh = await makeUnit(unit)
    made(fresh)
    return commitMade(unit, fresh)
  })
}

/** Commits what was made; a unit of which every partition is refused fails with the first reason. */
export async function commitMade(
  { services, work, job, attempt }: UnitJob,
  { base, staged, refused, markers, checks = new Map() }: MadeUnit
): Promise<LoadResult> {
  writeDown(attempt, staged, base)
  if (staged.partitions.length === 0 && refused[0] !== undefined) throw refused[0].error
  if (changesNothing(staged, base) && markers.size === 0) {
    attempt.book.say('The table already holds this: no change, no commit.')
    return resultOf(job.id, staged, base?.version ?? null)
  }
  const operation = (await services.datasets.get(work.dataset)).derive === undefined ? ('LOAD' as const) : ('DERIVE' as const)
  const result = await commitStaged(services, job, attempt, { dataset: work.dataset, base, staged, operation, markers })
  attempt.book.say(`Committed as version ${result.version ?? 0}.`)
  await tellChecked(services, { dataset: work.dataset, run: job.id }, checks)
  return result
}
