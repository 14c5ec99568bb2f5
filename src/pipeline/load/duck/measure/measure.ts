import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CheckMeasure, MeasureRequest } from '../../measure-api'
import type { WorkContext } from '../../worker-api'
import { deriveLimits } from '../derive/derive'
import { spillBound } from '../derive/spill-bound'
import { TimeLimit } from '../derive/time-limit'
import { Session } from '../session'
import { bindChecks } from './bind-checks'
import { checkError } from './check-error'
import { measureBatch } from './measure-batch'
import { planCheck } from './plan-check'

/** Groups that one query looks at. */
const TOGETHER = 40
/** Statements at work at one time, each with one thread. */
const LANES = 2

/**
 * Runs checks over partitions, by a DuckDB that may read only their files and those of the datasets that checks look at; a statement uses
 * one thread.  Without groups the checks are only bound to the
 * columns. Errors: `sql.*` for a rule or measure that cannot be used, with the check's name.
 */
export async function measure(request: MeasureRequest, context: WorkContext, limits = deriveLimits): Promise<CheckMeasure[]> {
  const { schema, checks, groups } = request
  const plans = checks.map((check) => planCheck(check, schema))
  if (plans.length === 0) return []
  const limit = new TimeLimit(context.signal, limits.time)
  return inConfinement(request, { ...context, signal: limit.signal }, limits, async (lanes) => {
    await bindChecks(lanes[0], request, plans)
    const found: CheckMeasure[] = []
    for (let from = 0; from < groups.length; from += TOGETHER) {
      const batch = groups.slice(from, from + TOGETHER)
      const dt = batch[0]?.dt ?? ''
      lanes[0].report.tell({ phase: 'measuring', from: 0, to: 1, subject: dt }, from / groups.length)
      found.push(...(await limit.within('checks', dt, () => measureBatch(lanes, request, plans, batch))))
    }
    return found
  }).catch((error: unknown) => {
    throw checkError(error)
  })
}

/** A DuckDB that may read only these files, for as long as `work` takes. */
export async function inConfinement<T>(
  { groups, others, zone }: Pick<MeasureRequest, 'groups' | 'others' | 'zone'>,
  context: WorkContext,
  limits: typeof deriveLimits,
  work: (lanes: [Session, ...Session[]]) => Promise<T>
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'penstock-checks-'))
  const count = Math.min(LANES, availableParallelism())
  const elsewhere = Object.values(others).flatMap(({ partitions }) => partitions.flatMap(({ files }) => files))
  try {
    const confinement = {
      files: [...new Set([...groups.flatMap(({ files }) => files), ...elsewhere])],
      staging: scratch,
      memory: `${limits.memory * count}B`,
      temporary: `${Math.floor(await spillBound(scratch, limits.temporary))}B`,
      zone
    }
    const lanes = await Session.confined(scratch, context, confinement, count)
    try {
      return await work(lanes)
    } finally {
      lanes[0].close()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
