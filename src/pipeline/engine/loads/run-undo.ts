import type { LoadResult, PartitionChange } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { AppError } from '../../lib/errors'
import { combineDigests } from '../../lake/digest'
import type { DeltaTable } from '../../lake/table'
import type { CommitDraft, Snapshot, TableFile, TableSchema } from '../../lake/types'
import { filesOf } from '../partitions/files-of'
import type { JobContext, JobOutcome } from '../jobs/job'
import type { Services } from '../services'
import { runAttempt, type Attempt } from './attempt'
import { distinctInputs } from './run-book'

/** Back to a version (of one partition or all), or to before what these runs changed, oldest first. */
export interface UndoRequest {
  name: string
  version?: number | undefined
  dt?: string | undefined
  runs?: readonly string[] | undefined
}

const MAX_ROUNDS = 3

/** A new commit with earlier files: nothing is deleted, and an undo can itself be undone. */
export function runUndo(services: Services, request: UndoRequest, job: JobContext): Promise<JobOutcome> {
  return runAttempt(services, job, { dataset: request.name, kind: 'undo' }, async (attempt) => {
    for (let round = 1; ; round += 1) {
      try {
        return await undoOnce(services, request, job, attempt)
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'commit.conflict') || round === MAX_ROUNDS) throw error
        attempt.book.say(`${error.message} Trying again on top of it.`)
      }
    }
  })
}

async function undoOnce(services: Services, request: UndoRequest, job: JobContext, attempt: Attempt): Promise<LoadResult> {
  const table = services.table(request.name)
  const base = await table.snapshot()
  if (base === undefined) throw new AppError('undo.refused', `${request.name} has no version yet; there is nothing to undo.`)
  const target = request.runs === undefined ? `version ${request.version ?? 0}` : `before ${request.runs.join(', ')}`
  attempt.book.say(`Back to ${target}${request.dt === undefined ? '' : `, ${request.dt} only`}.`)
  const partitions = await draftPartitions(services, request, base)
  const changes = describe(base, partitions)
  const changed = changes.filter(({ change }) => change !== 'unchanged')
  const rows = changes.reduce((sum, partition) => sum + partition.rows, 0)
  attempt.book.note({
    versionBefore: base.version,
    inputs: distinctInputs([...partitions.values()].flat().flatMap((file) => file.inputs)),
    partitions: changes
  })
  const result: LoadResult = {
    run: job.id,
    state: 'unchanged',
    rowsRead: rows,
    rowsWritten: rows,
    rowsQuarantined: 0,
    rowsSuperseded: 0,
    partitions: changes.map(({ dt, rows, digestAfter, change }) => ({ dt, rows, digest: digestAfter, change })),
    version: base.version,
    notes: []
  }
  const schema = await restoredSchema(table, request, base)
  if (changed.length === 0 && schema === undefined) return result
  await attempt.folders.note(job.id, { dataset: request.name, files: [], quarantine: [], result })
  throwIfAborted(job.signal)
  const draft: CommitDraft = {
    operation: 'UNDO',
    runId: job.id,
    startedBy: job.startedBy,
    schema,
    partitions: new Map([...partitions].filter(([dt]) => changed.some((partition) => partition.dt === dt)))
  }
  const snapshot = await job.commit(() => table.commit(base, draft))
  attempt.book.say(`Committed as version ${snapshot.version}.`)
  return { ...result, state: 'done', version: snapshot.version }
}

async function draftPartitions({ table }: Services, request: UndoRequest, base: Snapshot): Promise<CommitDraft['partitions']> {
  const { name, version, dt, runs } = request
  if (runs === undefined) return table(name).restoreDraft(base, version ?? 0, dt === undefined ? undefined : [dt])
  const drafts = await Promise.all(runs.toReversed().map((run) => table(name).undoDraft(base, run)))
  // What the oldest run found is what comes back.
  return new Map(drafts.flatMap((draft) => [...draft]))
}

/** Columns belong to the whole table: they go back only with all of it. */
async function restoredSchema(
  table: DeltaTable,
  { version, dt, runs }: UndoRequest,
  base: Snapshot
): Promise<TableSchema | undefined> {
  if (dt !== undefined) return undefined
  return table.restoredSchema(base, runs?.[0] === undefined ? { version: version ?? 0 } : { runId: runs[0] })
}

interface Change {
  dt: string
  rows: number
  digestBefore: string | null
  digestAfter: string | null
  change: PartitionChange
}

function describe(base: Snapshot, partitions: CommitDraft['partitions']): Change[] {
  return [...partitions].map(([dt, files]) => {
    const old = filesOf(base, dt)
    return {
      dt,
      rows: files.reduce((sum, file) => sum + file.rows, 0),
      digestBefore: digestOf(old),
      digestAfter: digestOf(files),
      change: changeOf(old, files)
    }
  })
}

const digestOf = (files: readonly TableFile[]): string | null => combineDigests(files.map(({ digest }) => digest)) ?? null

function changeOf(before: readonly TableFile[], after: readonly TableFile[]): PartitionChange {
  const paths = new Set(before.map((file) => file.path))
  if (before.length === after.length && after.every((file) => paths.has(file.path))) return 'unchanged'
  if (before.length === 0) return 'created'
  return after.some((file) => file.rows > 0) ? 'replaced' : 'emptied'
}
