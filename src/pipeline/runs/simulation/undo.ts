import { AppError } from '../../lib/errors'
import type { RunRecord } from '../../contract'
import { filesByPartition } from '../../lake/partitions'
import type { CommitDraft, Snapshot, TableFile } from '../../lake/types'
import { changedBy, changesSince, isAsThen, leftBy, markersBefore, succeededOf } from '../undo'
import { failure, type Process } from './process'
import { begun, wentWrong } from './run-records'

/** Takes back what a backfill changed, in one commit for each dataset; those made last come first. `undo.refused` where it may not. */
export function undo(process: Process, backfill: string): void {
  const byDataset = undoable(process, backfill)
  if ([...byDataset.keys()].some((dataset) => process.active.has(dataset))) throw failure('load.busy')
  for (const [dataset, runs] of byDataset) draftOf(process, dataset, runs)
  for (const [dataset, runs] of byDataset) undoDataset(process, dataset, runs)
  process.witness.count('undone')
}

function undoable(process: Process, backfill: string): Map<string, RunRecord[]> {
  const { durable, chaos } = process
  const attempts = [...durable.runs.values()].filter((run) => run.backfill === backfill)
  const runs = succeededOf(attempts).filter(
    (run) => run.state === 'done' && (changedBy(run).length > 0 || marksOf(process, run.dataset, [run]).size > 0)
  )
  if (runs.length === 0) throw failure('undo.refused')
  const byDataset = new Map<string, RunRecord[]>()
  for (const run of runs.toReversed()) byDataset.set(run.dataset, [run, ...(byDataset.get(run.dataset) ?? [])])
  const later = [...byDataset].flatMap(([dataset, own]) => builtOn(process, dataset, own))
  if (later.length > 0 && !chaos.lacks('undo-blind')) throw failure('undo.refused')
  return byDataset
}

function builtOn({ durable: { lake } }: Process, dataset: string, runs: readonly RunRecord[]): unknown[] {
  const left = leftBy(runs)
  const found = left.size === 0 ? [] : changesSince(lake.history(dataset), left, new Set(runs.map(({ id }) => id)))
  const filesAt = (dt: string, version?: number): TableFile[] =>
    filesByPartition(lake.snapshot(dataset, version)?.files.values() ?? []).get(dt) ?? []
  return found.filter(({ dt }) => !isAsThen(filesAt(dt, left.get(dt)), filesAt(dt)))
}

function marksOf({ durable: { lake } }: Process, dataset: string, runs: readonly RunRecord[]): Map<string, number> {
  const base = lake.snapshot(dataset)
  const own = new Set(runs.map(({ id }) => id))
  const commits = lake.history(dataset).filter(({ runId }) => runId !== undefined && own.has(runId))
  if (base === undefined) return new Map()
  return markersBefore(
    base,
    commits.map(({ version }) => ({ before: lake.before(dataset, version), after: lake.snapshot(dataset, version) }))
  )
}

function draftOf(process: Process, dataset: string, runs: readonly RunRecord[]): CommitDraft['partitions'] {
  const {
    chaos,
    durable: { lake }
  } = process
  const base = lake.snapshot(dataset)
  if (chaos.lacks('undo-table')) return restored(base, lake.before(dataset, runs[0]?.versionAfter ?? 0))
  // What the oldest run found is what comes back.
  const wanted = chaos.lacks('undo-half') ? runs.slice(0, 1) : runs.toReversed()
  return new Map(wanted.flatMap(({ id }) => [...lake.undoDraft(dataset, id)]))
}

/** The whole table as it was. */
function restored(base: Snapshot | undefined, target: Snapshot | undefined): CommitDraft['partitions'] {
  const [now, then] = [base, target].map((one) => filesByPartition(one?.files.values() ?? []))
  return new Map([...new Set([...(now?.keys() ?? []), ...(then?.keys() ?? [])])].map((dt) => [dt, then?.get(dt) ?? []]))
}

function undoDataset(process: Process, dataset: string, runs: readonly RunRecord[]): void {
  const { durable, chaos, at } = process
  const run = begun(process, { id: process.newId('r'), dataset, kind: 'undo', backfill: null, attempt: 1, trigger: 'person' })
  durable.putRun(run, [])
  chaos.mayCrash()
  try {
    const wrong = chaos.failure()
    if (wrong !== undefined) throw failure(wrong)
    const partitions = draftOf(process, dataset, runs)
    process.durable.undone.set(
      run.id,
      runs.map(({ id }) => id)
    )
    const draft = {
      operation: 'UNDO' as const,
      runId: run.id,
      startedBy: 'person',
      partitions,
      txns: marksOf(process, dataset, runs)
    }
    const { version } = durable.lake.commit(dataset, draft, null, at)
    process.witness.tell(at, `${run.id} undoes ${runs.map(({ id }) => id).join()} in ${dataset} as version ${version}`)
    chaos.mayCrash()
    durable.putRun({ ...run, state: 'done', versionAfter: version }, [])
    chaos.mayCrash()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    durable.putRun(wentWrong(run, error), [])
    throw error
  }
}
