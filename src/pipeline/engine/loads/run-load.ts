import { mkdir, rm } from 'node:fs/promises'
import { isSourced, type LoadResult } from '../../contract'
import { AppError } from '../../lib/errors'
import { partitionsOf } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import type { JobContext, JobOutcome } from '../jobs/job'
import type { Services } from '../services'
import { runAttempt, type Attempt } from './attempt'
import { lostTable } from './lost-table'
import { changesNothing, commitStaged, resultOf } from './commit-staged'
import { notSourced } from './not-sourced'
import { stageSource } from './stage-source'

export interface LoadRequest {
  name: string
  from?: string | undefined
  to?: string | undefined
  again: boolean
}

/** How often a load is made again because another writer changed the same partitions meanwhile. */
const MAX_ROUNDS = 3

/** Reads the source in a worker and commits what it staged. */
export function runLoad(services: Services, request: LoadRequest, job: JobContext): Promise<JobOutcome> {
  const window = { from: request.from, to: request.to }
  return runAttempt(services, job, { dataset: request.name, kind: 'load', window }, async (attempt) => {
    for (let round = 1; ; round += 1) {
      try {
        return await loadOnce(services, request, job, attempt)
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'commit.conflict') || round === MAX_ROUNDS) throw error
        attempt.book.say(`${error.message} Loading again on top of it (round ${round + 1}).`)
        await Promise.all([attempt.staging, attempt.scratch].map(empty))
      }
    }
  })
}

async function loadOnce(services: Services, request: LoadRequest, job: JobContext, attempt: Attempt): Promise<LoadResult> {
  const base = await services.table(request.name).snapshot()
  const lost = base === undefined ? await lostTable(services, request.name) : undefined
  if (lost !== undefined) {
    attempt.book.say(
      `The table is gone from the lake, although run ${lost.id} had made its version ${lost.versionAfter ?? 0}: it begins anew.`
    )
  }
  attempt.book.note({ versionBefore: base?.version ?? null })
  const spec = await services.datasets.get(request.name)
  if (!isSourced(spec)) throw notSourced(request.name)
  const { from, to, again } = request
  const read = await stageSource(services, spec, { from, to, again }, job, attempt, base)
  const staged = lost === undefined ? read : { ...read, notes: [...read.notes, { code: 'table.lost', column: null, count: 1 }] }
  writeDown(attempt, staged, base)
  if (changesNothing(staged, base)) {
    attempt.book.say('The source holds what the table already has: no change, no commit.')
    return resultOf(job.id, staged, base?.version ?? null)
  }
  const result = await commitStaged(services, job, attempt, { dataset: request.name, base, staged, operation: 'LOAD' })
  attempt.book.say(`Committed as version ${result.version ?? 0}.`)
  return result
}

/** What a staged load would do, in the run's book. */
export function writeDown({ book }: Attempt, staged: StagedLoad, base: Snapshot | undefined): void {
  const before = base === undefined ? undefined : partitionsOf(base)
  const changed = staged.partitions.filter(({ change }) => change !== 'unchanged')
  book.note({
    inputs: staged.inputs,
    bytesRead: staged.bytesRead,
    bytesWritten: changed.flatMap(({ files }) => files).reduce((sum, file) => sum + file.bytes, 0),
    partitions: staged.partitions.map(({ dt, rows, digest, digestBefore, change }) => ({
      dt,
      rows,
      digestBefore: digestBefore ?? before?.get(dt)?.digest ?? null,
      digestAfter: digest ?? null,
      change
    }))
  })
  const { rowsRead, rowsWritten, rowsQuarantined, rowsSuperseded } = staged
  book.say(`Read ${rowsRead} rows: ${rowsWritten} good, ${rowsQuarantined} to quarantine, ${rowsSuperseded} superseded.`)
  for (const note of staged.notes) book.say(`${note.code}${note.column === null ? '' : ` in ${note.column}`}: ${note.count}`)
  book.say(`${changed.length} of ${staged.partitions.length} partitions change.`)
}

/** Makes a folder anew. */
export async function empty(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  await mkdir(folder, { recursive: true })
}
