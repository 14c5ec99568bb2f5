import { join } from 'node:path'
import PQueue from 'p-queue'
import { INTERVAL_MARKER, type LoadResult } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { isTestBuild, planted } from '../../lib/plant'
import { saidAnew } from '../../lake/run-tags'
import type { DeltaTable } from '../../lake/table'
import type { CommitDraft, Snapshot, TableFile } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import type { JobContext } from '../jobs/job'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'
import type { Attempt } from './attempt'
import type { Journal } from './journal'
import { quarantineKey } from './quarantine-files'
import { settle } from './settle'

/** Files that are moved into the lake at one time; each waits for the disk. */
const ADOPT_AT_ONCE = 8

/** True where the load would change nothing: same rows and columns as the table already has. */
export const changesNothing = (staged: StagedLoad, base: Snapshot | undefined): boolean =>
  base !== undefined &&
  base.schemaId === staged.schemaId &&
  staged.partitions.every(({ change }) => change === 'unchanged') &&
  madeOfOthers(staged, base).length === 0

/** Derived partitions whose rows are the same though they were made from other inputs or by another query: their files say so anew. */
function madeOfOthers({ partitions }: StagedLoad, base: Snapshot | undefined): [string, TableFile[]][] {
  return partitions.flatMap(({ dt, change, madeFrom, query }) => {
    if (change !== 'unchanged' || madeFrom === undefined) return []
    const before = filesOf(base, dt)
    const files = before.map((file) => ({ ...file, madeFrom, query }))
    return saidAnew(before, files).length === 0 ? [] : [[dt, files] as [string, TableFile[]]]
  })
}

/** Files that one run has staged. */
export interface StagedPart {
  run: string
  folder: string
  staged: StagedLoad
}

export interface StagedCommit {
  dataset: string
  base: Snapshot | undefined
  staged: StagedLoad
  operation: CommitDraft['operation']
  /** Where its files lie, when they were staged by several runs; else in the attempt's own folder. */
  parts?: readonly StagedPart[]
  /** Transactions that say of intervals that they were loaded and held nothing. */
  markers?: ReadonlyMap<string, number>
}

/**
 * Moves staged files into the lake and makes them the table's next version; takes them out again where the commit is refused. Errors:
 * `commit.conflict` where another writer changed the same partitions since `base`, `cancelled` until the commit begins, `disk.full`,
 * `file.denied`. A commit that was made counts, whatever went wrong after it.
 */
export async function commitStaged(
  services: Services,
  job: JobContext,
  attempt: Attempt,
  { dataset, base, staged, operation, parts, markers = new Map() }: StagedCommit
): Promise<LoadResult> {
  const moves = movesOf(dataset, parts ?? [{ run: job.id, folder: attempt.staging, staged }])
  const result = resultOf(job.id, staged, base?.version ?? null)
  const keys = { files: moves.data.map(({ key }) => key), quarantine: moves.quarantine.map(({ key }) => key) }
  const journal: Journal = { dataset, ...keys, result }
  await attempt.note(journal)
  try {
    job.progress({ phase: 'committing', fraction: 0.95 })
    await adoptAll(services, job.signal, [...moves.data, ...moves.quarantine])
    throwIfAborted(job.signal)
    const draft = draftOf(services, job, { dataset, base, staged, operation, markers })
    if (isTestBuild && planted('die-before-commit')) process.kill(process.pid, 'SIGKILL')
    const snapshot = await job.commit(() => commit(services.table(dataset), base, draft))
    if (isTestBuild && planted('die-after-commit')) process.kill(process.pid, 'SIGKILL')
    return { ...result, version: snapshot.version, state: 'done' }
  } catch (error) {
    const committed = await settle(services, job.id, journal)
    if (committed === undefined) throw error
    return committed
  }
}

/** All partitions in one commit: that is what keeps readers from seeing half a load. */
async function commit(table: DeltaTable, base: Snapshot | undefined, draft: CommitDraft): Promise<Snapshot> {
  if (!(isTestBuild && planted('commit-in-parts'))) return table.commit(base, draft)
  let snapshot = base
  for (const part of draft.partitions) snapshot = await table.commit(snapshot, { ...draft, partitions: new Map([part]) })
  return snapshot ?? table.commit(base, draft)
}

/** What a load did by its staged files, before it is known whether they were committed. */
export function resultOf(run: string, staged: StagedLoad, version: number | null): LoadResult {
  const { rowsRead, rowsWritten, rowsQuarantined, rowsSuperseded, notes } = staged
  const partitions = staged.partitions.map(({ dt, rows, digest, change }) => ({ dt, rows, digest: digest ?? null, change }))
  return { run, state: 'unchanged', rowsRead, rowsWritten, rowsQuarantined, rowsSuperseded, partitions, version, notes }
}

interface Move {
  from: string
  key: string
}

function movesOf(dataset: string, parts: readonly StagedPart[]): { data: Move[]; quarantine: Move[] } {
  const data = parts.flatMap(({ folder, staged }) =>
    staged.partitions
      .filter(({ change }) => change !== 'unchanged')
      .flatMap(({ files }) => files.map(({ path }) => ({ from: join(folder, path), key: `${dataset}/${path}` })))
  )
  const quarantine = parts.flatMap(({ run, folder, staged }) =>
    staged.quarantine.map(({ dt, path }) => ({ from: join(folder, path), key: quarantineKey(dataset, dt, run) }))
  )
  return { data, quarantine }
}

async function adoptAll(services: Services, signal: AbortSignal, moves: readonly Move[]): Promise<void> {
  const queue = new PQueue({ concurrency: ADOPT_AT_ONCE })
  const adopt = async ({ from, key }: Move): Promise<void> => {
    throwIfAborted(signal)
    await services.store.adopt(from, key)
  }
  const outcomes = await Promise.allSettled(moves.map((move) => queue.add(() => adopt(move))))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

function draftOf(
  services: Services,
  job: JobContext,
  { base, staged, operation, markers = new Map() }: StagedCommit
): CommitDraft {
  const modifiedAt = services.clock.now()
  const changed = staged.partitions.filter(({ change }) => change !== 'unchanged')
  const files = (partition: (typeof changed)[number]): TableFile[] => [
    ...(isTestBuild && planted('append-mode') ? filesOf(base, partition.dt) : []),
    ...partition.files.map((file) => ({ ...file, modifiedAt }))
  ]
  const empty = changed.filter(({ rows }) => rows === 0).map(({ dt }) => [`${INTERVAL_MARKER}${dt}`, modifiedAt] as const)
  const txns = new Map([...empty, ...markers])
  return {
    operation,
    runId: job.id,
    startedBy: job.startedBy,
    schema: base?.schemaId === staged.schemaId ? undefined : staged.schema,
    partitions: new Map([
      ...changed.map((partition) => [partition.dt, files(partition)] as const),
      ...madeOfOthers(staged, base)
    ]),
    ...(txns.size === 0 ? {} : { txns })
  }
}
