import type { LoadResult, PartitionChange } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { AppError } from '../../lib/errors'
import { combineDigests } from '../../lake/digest'
import type { CommitDraft, Snapshot, TableFile } from '../../lake/types'
import { filesOf } from '../partitions/files-of'
import type { JobContext, JobOutcome } from '../jobs/job'
import type { Services } from '../services'
import { runAttempt, type Attempt } from './attempt'
import { distinctInputs, type TouchedPartition } from './run-book'
import { draftUndo, type UndoRequest } from './undo-draft'

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
  const target = request.runs === undefined ? `version ${request.version ?? 0}` : `before ${request.runs.join(', ')}`
  attempt.book.say(`Back to ${target}${request.dt === undefined ? '' : `, ${request.dt} only`}.`)
  const { base, partitions, schema, txns } = await draftUndo(services, request, job.signal)
  const changes = describe(base, partitions)
  const changed = new Set(changes.filter(({ change }) => change !== 'unchanged').map(({ dt }) => dt))
  attempt.book.note({
    versionBefore: base.version,
    inputs: distinctInputs([...partitions.values()].flat().flatMap((file) => file.inputs)),
    partitions: changes
  })
  const result = resultOf(job.id, changes, base.version)
  if (changed.size === 0 && schema === undefined && txns.size === 0) return result
  await attempt.note({ dataset: request.name, files: [], quarantine: [], result })
  throwIfAborted(job.signal)
  const draft: CommitDraft = {
    operation: 'UNDO',
    runId: job.id,
    startedBy: job.startedBy,
    schema,
    partitions: new Map([...partitions].filter(([dt]) => changed.has(dt))),
    ...(txns.size === 0 ? {} : { txns })
  }
  const snapshot = await job.commit(() => services.table(request.name).commit(base, draft))
  attempt.book.say(`Committed as version ${snapshot.version}.`)
  return { ...result, state: 'done', version: snapshot.version }
}

function resultOf(run: string, changes: readonly TouchedPartition[], version: number): LoadResult {
  const rows = changes.reduce((sum, partition) => sum + partition.rows, 0)
  return {
    ...{ run, state: 'unchanged', rowsRead: rows, rowsWritten: rows, rowsQuarantined: 0, rowsSuperseded: 0 },
    partitions: changes.map(({ dt, rows: own, digestAfter, change }) => ({ dt, rows: own, digest: digestAfter, change })),
    ...{ version, notes: [] }
  }
}

function describe(base: Snapshot, partitions: CommitDraft['partitions']): TouchedPartition[] {
  return [...partitions].map(([dt, files]) => {
    const old = filesOf(base, dt)
    return {
      dt,
      rows: rowsOf(files),
      rowsBefore: rowsOf(old),
      digestBefore: digestOf(old),
      digestAfter: digestOf(files),
      change: changeOf(old, files)
    }
  })
}

const rowsOf = (files: readonly TableFile[]): number => files.reduce((sum, file) => sum + file.rows, 0)

const digestOf = (files: readonly TableFile[]): string | null => combineDigests(files.map(({ digest }) => digest)) ?? null

function changeOf(before: readonly TableFile[], after: readonly TableFile[]): PartitionChange {
  const paths = new Set(before.map((file) => file.path))
  if (before.length === after.length && after.every((file) => paths.has(file.path))) return 'unchanged'
  if (before.length === 0) return 'created'
  return after.some((file) => file.rows > 0) ? 'replaced' : 'emptied'
}
