import { isSourced, type DatasetSpec, type LoadResult } from '../../../contract'
import { throwIfAborted } from '../../../lib/abort'
import { toErrorData } from '../../../lib/errors'
import { newId } from '../../../lib/ids'
import { unitWork, type ExecutionEvent, type PartitionResult, type UnitWork } from '../../../runs/execution'
import { committedResults, endsAlike, outcomeOf, reviewAbove, type MadeUnit } from '../../../runs/units'
import type { JobContext, JobOutcome } from '../../jobs/job'
import { runAttempt, type Attempt, type AttemptSpec } from '../../loads/attempt'
import type { Services } from '../../services'
import type { LiveBackfill } from '../lifecycle/live-backfill'
import { sayWaiting } from '../lifecycle/say-waiting'
import { makeAndCommit } from './commit-unit'
import { isLeft } from './wait-for-quota'
import { noteRefusals } from '../../loads/note-refusals'
import { stageOrCommit } from '../review/stage-review'

/** Runs one unit as an attempt that is written down whatever happens, and tells the backfill what became of its partitions. */
export async function runUnit(
  services: Services,
  live: LiveBackfill,
  unit: number,
  whole: Pick<JobContext, 'closing' | 'progress'>
): Promise<void> {
  const stop = new AbortController()
  live.stops.set(unit, stop)
  const work = unitWork(live.execution, unit)
  const run = newId(services.clock.now())
  const commit = async <T>(step: () => Promise<T>): Promise<T> => {
    throwIfAborted(stop.signal)
    return step()
  }
  const job: JobContext = { ...whole, id: run, startedBy: live.record.startedBy, signal: stop.signal, commit }
  try {
    await live.apply({ kind: 'unit-started', unit, run })
    const events = await attemptUnit(services, live, work, job)
    if (!live.closing) await live.apply(...events)
  } finally {
    live.stops.delete(unit)
  }
}

async function attemptUnit(services: Services, live: LiveBackfill, work: UnitWork, job: JobContext): Promise<ExecutionEvent[]> {
  const found = await services.datasets.get(work.dataset).catch(toErrorData)
  // Its file was removed or spoiled meanwhile: there is nothing that could be attempted.
  if ('code' in found) return eventsOf(work, [], { result: undefined, error: found }, services.clock.now())
  return attemptWith(services, live, found, work, job)
}

async function attemptWith(
  services: Services,
  live: LiveBackfill,
  spec: DatasetSpec,
  work: UnitWork,
  job: JobContext
): Promise<ExecutionEvent[]> {
  const dts = [...work.dts].sort()
  const attempt: AttemptSpec = {
    ...{ dataset: work.dataset, kind: spec.derive === undefined ? 'load' : 'derive', backfill: live.id, attempt: work.attempt },
    ...{ window: { from: dts[0], to: dts.at(-1) }, dts, trigger: live.record.trigger },
    stalled: (error) => sayWaiting(live, error)
  }
  let results: PartitionResult[] = []
  const outcome = await runAttempt(services, job, attempt, async (own: Attempt): Promise<LoadResult> => {
    const unit = { services, live, work, job, attempt: own }
    const above = reviewAbove(live.record, spec, work.dts)
    // A query, or types that were mended, may give columns that all partitions have to get in one commit.
    if (above !== undefined || !isSourced(spec)) {
      const staged = await stageOrCommit(unit, spec, above)
      results = staged.results
      return staged.result
    }
    const made: MadeUnit[] = []
    const result = await makeAndCommit(unit, (fresh) => made.push(fresh))
    results = made.slice(-1).flatMap((one) => committedResults(work.dataset, one))
    return result
  })
  if (outcome.error === undefined) {
    await noteRefusals(services, attempt, job, results)
    await tellCame(services, spec.name, job, dts, results)
  }
  return eventsOf(work, results, outcome, services.clock.now())
}

/** Each partition by itself: one that was refused did not come well. */
async function tellCame(
  { incidents }: Services,
  dataset: string,
  job: JobContext,
  dts: readonly string[],
  results: readonly PartitionResult[]
): Promise<void> {
  const refused = new Set(results.flatMap(({ dt, state }) => (state === 'refused' ? [dt] : [])))
  await incidents.collected({ dataset, dts: dts.filter((dt) => !refused.has(dt)), run: job.id })
}

function eventsOf(work: UnitWork, results: readonly PartitionResult[], { error }: JobOutcome, at: number): ExecutionEvent[] {
  const { unit } = work
  if (error !== undefined && isLeft(error)) return [{ kind: 'unit-left', unit }]
  if (error !== undefined) return [{ kind: 'unit-failed', unit, outcome: outcomeOf(error), error, at, alike: endsAlike(error) }]
  return [...results.map((result): ExecutionEvent => ({ kind: 'partition', result })), { kind: 'unit-ended', unit, at }]
}
