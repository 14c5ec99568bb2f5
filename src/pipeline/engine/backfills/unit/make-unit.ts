import { isCollected, isDerived, isSourced, type Backfill, type SourcedSpec } from '../../../contract'
import { AppError } from '../../../lib/errors'
import type { Snapshot } from '../../../lake/types'
import type { StagedLoad } from '../../../load/worker-api'
import type { UnitWork } from '../../../runs/execution'
import type { DatasetFacts, Interval, World } from '../../../runs/types'
import { askedIntervals, type MadeUnit } from '../../../runs/units'
import { judgeMade } from '../../checks/judge-made'
import { worldNow } from '../../facts/world'
import type { JobContext } from '../../jobs/job'
import type { Attempt } from '../../loads/attempt'
import { currentTable } from '../../loads/stage-request'
import { stageSource } from '../../loads/stage-source'
import type { Services } from '../../services'
import { collectUnit } from './collect-unit'
import { derivedInputs } from './derive-inputs'
import { plannedFor } from '../plan/planned-files'
import type { LiveBackfill } from '../lifecycle/live-backfill'
import { refuseChangedSpec } from './refuse-changed-spec'
import { refuseVanished } from './vanished'

/** A unit at work. */
export interface UnitJob {
  services: Services
  live: LiveBackfill
  work: UnitWork
  job: JobContext
  attempt: Attempt
}

/**
 * Reads or derives the partitions of a unit into staged files, and judges each. What concerns one partition is in `refused`; errors that
 * end the unit: `dataset.missing`, those of the graph (`graph.*`, `sql.*`), `plan.stale` (its dataset file changed), `source.changed`,
 * `file.*` and `http.*` of the source, `load.*`, `schema.*`, `derive.outside`, `cancelled`, `worker.gone`, `disk.full`.
 */
export async function makeUnit(unit: UnitJob): Promise<MadeUnit> {
  const { services, live, work, attempt } = unit
  const world = await worldNow(services, { sources: false, around: [work.dataset] })
  const facts = world.facts.get(work.dataset)
  if (facts === undefined) throw new AppError('dataset.missing', `"${work.dataset}" can no longer be read.`)
  const problem = world.graph.problems.get(work.dataset)
  if (problem !== undefined) throw AppError.fromData(problem)
  refuseChangedSpec(live.record.plan, facts)
  const base = await services.table(work.dataset).snapshot()
  attempt.book.note({ versionBefore: base?.version ?? null })
  const { asked, read } = askedIntervals(facts, work.dts, live.record.plan.selection.interval, services.clock.now())
  const staged = await stage(unit, { world, facts, read, base })
  const single = live.record.plan.selection.interval !== undefined && live.record.dataset === work.dataset
  return judgeMade(
    services,
    facts,
    { base, staged },
    { intervals: asked, single, now: services.clock.now() },
    { ...unit, backfill: live.id }
  )
}

interface Making {
  world: World
  facts: DatasetFacts
  read: readonly Interval[]
  base: Snapshot | undefined
}

function stage(unit: UnitJob, { world, facts, read, base }: Making): Promise<StagedLoad> {
  const { spec } = facts
  if (isSourced(spec)) return readSource(unit, spec, read, base)
  return isCollected(spec) ? collectUnit(unit, spec, facts, read, base) : derive(unit, world, facts, base)
}

/** Reads the source as it was planned, or says what of it is another since. */
async function readSource(
  { services, live, work, job, attempt }: UnitJob,
  spec: SourcedSpec,
  read: readonly Interval[],
  base: Snapshot | undefined
): Promise<StagedLoad> {
  const { plan, trigger } = live.record
  const whole = spec.mode === 'full' || plan.selection.interval === undefined
  const planned = plannedFor(live.files, { dts: work.dts, whole, trigger, last: lastError(services, live.record, work) })
  const scope = { only: [...work.dts], intervals: [...read], again: false, planned }
  const staged = await stageSource(services, spec, scope, job, attempt, base)
  const changed = staged.notes.find(({ code }) => code === 'source.changed')?.count
  if (changed !== undefined) attempt.book.say(`${changed} files changed since this was planned; they were read as they are now.`)
  refuseVanished(plan, work, staged)
  return staged
}

/** The code by which the attempt before this one ended. */
function lastError({ state }: Services, { items }: Backfill, { dataset, dts }: UnitWork): string | undefined {
  const attempts = items.find((item) => item.dataset === dataset && item.dt === dts[0])?.attempts ?? []
  const last = attempts.at(-2)
  return last === undefined ? undefined : state.runs.get(last)?.error?.code
}

async function derive(
  { services, live, work, job, attempt }: UnitJob,
  world: World,
  facts: DatasetFacts,
  base: Snapshot | undefined
): Promise<StagedLoad> {
  const { spec } = facts
  if (!isDerived(spec)) throw new AppError('dataset.invalid', `"${spec.name}" has neither a source nor a query.`)
  attempt.book.say(`Making ${work.dts.length} partitions by the query of ${spec.name}.`)
  const pending = await services.backfills.staged.of(live.id)
  const partitions = await Promise.all(
    work.dts.map(async (dt) => ({ dt, inputs: await derivedInputs(services, world, facts, dt, pending) }))
  )
  const current = await currentTable(services.store, spec, base, work.dts)
  const { scratch, staging } = attempt
  const request = { spec, runId: job.id, partitions, scratch, staging, current }
  return services.pool.load.derive(request, {
    signal: job.signal,
    progress: (update) => job.progress(update)
  })
}
