import type { RunRecord } from '../../contract'
import { AppError } from '../../lib/errors'
import { unitWork, type PartitionResult, type UnitWork } from '../execution'
import { committedResults, needsReview, reviewAbove, stagedResults, type Difference, type MadeUnit } from '../units'
import { tell } from './backfills'
import { commitMade, draftOf } from './commit'
import { specOf } from './datasets'
import { makeUnit } from './make-unit'
import { dataOf, failure, type Flight, type Live, type Process } from './process'
import { begun, wentWell, wentWrong } from './run-records'

/** Starts a unit: the backfill and the run are written down before anything is done. */
export function take(process: Process, live: Live, unit: number): void {
  const { durable, chaos, witness } = process
  const { dataset, dts, attempt } = unitWork(live.execution, unit)
  const run = process.newId('r')
  for (const other of process.flights) {
    if (other.live === live || unitWork(other.live.execution, other.unit).dataset !== dataset) continue
    witness.wrong.push(`${live.record.id} and ${other.live.record.id} were both at work on ${dataset}`)
  }
  const { id: backfill, trigger } = live.record
  const kind = specOf(dataset).derive === undefined ? 'load' : 'derive'
  tell(process, live, { kind: 'unit-started', unit, run })
  if (!chaos.lacks('no-record')) durable.putRun(begun(process, { id: run, dataset, kind, backfill, attempt, trigger }), dts)
  process.flights.push({ live, unit, run, endsAt: process.at + chaos.random.between(1, 90) * 60_000, stopped: false })
  chaos.mayCrash()
}

/** The worker answers: what it made is committed or staged, and the backfill is told. */
export function land(process: Process, flight: Flight): void {
  const { durable, chaos, at } = process
  const { live, unit, run } = flight
  process.flights = process.flights.filter((other) => other !== flight)
  const work = unitWork(live.execution, unit)
  const record =
    durable.runs.get(run) ??
    begun(process, { id: run, dataset: work.dataset, kind: 'load', backfill: null, attempt: 1, trigger: 'person' })
  try {
    const results = attempt(process, flight, work, record)
    noteRefusals(process, record, results)
    tell(process, live, ...results.map((result) => ({ kind: 'partition' as const, result })), { kind: 'unit-ended', unit, at })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const failed = wentWrong(record, error)
    if (!chaos.lacks('no-record')) durable.putRun(failed, work.dts)
    chaos.mayCrash()
    const outcome = failed.state === 'cancelled' || failed.state === 'refused' ? failed.state : 'failed'
    tell(process, live, { kind: 'unit-failed', unit, outcome, error: dataOf(error), at })
  }
}

function attempt(process: Process, { live, stopped }: Flight, work: UnitWork, run: RunRecord): PartitionResult[] {
  const { chaos } = process
  const deaf = chaos.lacks('deaf-to-cancel')
  if (stopped && !deaf) throw failure('cancelled')
  const wrong = chaos.failure()
  if (wrong !== undefined) throw failure(wrong)
  const made = makeUnit(process, live, work)
  const differences = new Map(made.staged.partitions.map((part) => [part.dt, differenceOf(made, part)]))
  const follows = chaos.lacks('follow-at-once') && specOf(work.dataset).derive !== undefined
  const above = follows ? undefined : reviewAbove(live.record, specOf(work.dataset), work.dts)
  if (needsReview(above, made.staged, differences)) {
    return stage(process, live, made, run, differences)
  }
  refuseAll(made)
  commitMade(process, run, made, run.kind === 'derive' ? 'DERIVE' : 'LOAD')
  if (stopped) throw failure('cancelled')
  return committedResults(work.dataset, made)
}

/** It waits for a review, and is not in the lake. */
function stage(
  process: Process,
  live: Live,
  made: MadeUnit,
  run: RunRecord,
  differences: Map<string, Difference>
): PartitionResult[] {
  const { durable, chaos, witness } = process
  refuseAll(made)
  const { id } = live.record
  durable.staged.set(id, [...(durable.staged.get(id) ?? []), { ...made, run: run.id, dataset: run.dataset }])
  chaos.mayCrash()
  if (chaos.lacks('commit-staged')) durable.lake.commit(run.dataset, draftOf(run, made, 'LOAD', process.at), id, process.at)
  durable.putRun({ ...wentWell(run, made.staged, null), staged: true }, [])
  witness.count('staged')
  chaos.mayCrash()
  return stagedResults(run.dataset, made, differences)
}

/** A unit of which every partition is refused fails with the first reason. */
function refuseAll({ staged, refused }: MadeUnit): void {
  if (staged.partitions.length === 0 && refused[0] !== undefined) throw refused[0].error
}

function noteRefusals(process: Process, run: RunRecord, results: readonly PartitionResult[]): void {
  for (const { dt, state, error } of results) {
    if (state !== 'refused' || error === undefined) continue
    process.durable.putRun({ ...run, id: process.newId('r'), state: 'refused', error, partitions: [] }, [dt])
  }
}

function differenceOf({ base }: MadeUnit, part: MadeUnit['staged']['partitions'][number]): Difference {
  const before = [...(base?.files.values() ?? [])].find(({ dt }) => dt === part.dt)?.rows ?? 0
  const unchanged = Math.min(before, part.rows)
  return { added: part.rows - unchanged, removed: before - unchanged, changed: 0, unchanged }
}
