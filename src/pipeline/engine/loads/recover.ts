import type { LoadResult, RunRecord } from '../../contract'
import { toInstant } from '../../lib/clock'
import { listTables } from '../../lake/catalog'
import { partitionsOf } from '../../lake/partitions'
import { sweepLake } from '../../lake/sweep'
import type { Commit, Snapshot } from '../../lake/types'
import { MOST_ACTIVE } from '../../store'
import type { Services } from '../services'
import { engineOf } from './engine-name'
import { JobFolders } from './journal'
import { settle } from './settle'

type Recovering = Pick<Services, 'workspace' | 'state' | 'store' | 'table' | 'clock' | 'logger'>

/**
 * After a crash: clears up what unfinished runs left, and finishes the story of those whose commit is in the log.
 * Returns the results of the latter by run.
 */
export async function recoverRuns(services: Recovering): Promise<Map<string, LoadResult>> {
  const folders = new JobFolders(services.workspace.state)
  const committed = new Map<string, LoadResult>()
  const leftovers = await folders.leftovers()
  for (const { job, journal } of leftovers) {
    const result = journal === undefined ? undefined : await settle(services, job, journal)
    if (result !== undefined) committed.set(job, result)
  }
  await sweepLake(services.workspace.lake, keptForReview(services))
  await Promise.all(services.state.runs.running().map((run) => finish(services, run, committed.get(run.id))))
  // Not before: whoever dies in between has to find them again.
  await Promise.all(leftovers.map(({ job }) => folders.remove(job)))
  return committed
}

async function finish(services: Recovering, run: RunRecord, result: LoadResult | undefined): Promise<void> {
  const { table, state } = services
  const version = result?.version ?? 0
  const before = version === 0 ? undefined : await table(run.dataset).snapshot(version - 1)
  await state.runs.put(endOf(run, result, before, services), state.runs.windowOf(run.id))
}

/** Staged files of backfills that wait for a review stay. */
function keptForReview({ state }: Recovering): (name: string) => boolean {
  const active = state.backfills.summaries({ active: true, limit: MOST_ACTIVE }).map(({ id }) => `review-${id}-`)
  return (name) => active.some((prefix) => name.startsWith(prefix))
}

/** `before`: the table as the run's commit found it. */
function endOf(run: RunRecord, result: LoadResult | undefined, before: Snapshot | undefined, { clock }: Recovering): RunRecord {
  const at = toInstant(clock.now())
  if (result === undefined) {
    const log = [...run.log, { at, text: 'The engine ended while this was at work; nothing of it was committed.' }]
    return { ...run, state: 'interrupted', finishedAt: at, log }
  }
  const { rowsRead, rowsWritten, rowsQuarantined, rowsSuperseded, version } = result
  const contents = before === undefined ? undefined : partitionsOf(before)
  return {
    ...run,
    versionBefore: before?.version ?? null,
    ...{ rowsRead, rowsWritten, rowsQuarantined, rowsSuperseded },
    state: 'done',
    finishedAt: at,
    versionAfter: version,
    partitions: result.partitions.map(({ dt, rows, digest, change }) => ({
      dt,
      rows,
      digestBefore: contents?.get(dt)?.digest ?? null,
      digestAfter: digest,
      change
    })),
    log: [...run.log, { at, text: `The engine ended right after its commit as version ${version ?? 0}; found in the log.` }]
  }
}

/** A lost state database: runs as far as the lake's logs tell them. */
export async function rebuildRuns(services: Recovering): Promise<number> {
  let rebuilt = 0
  for (const dataset of await listTables(services.store)) {
    const runs = fromHistory(dataset, await services.table(dataset).history())
    await Promise.all(runs.map((run) => services.state.runs.put(run)))
    rebuilt += runs.length
  }
  return rebuilt
}

/** Runs of a history that is newest first; what a partition was before is told by the commit that had changed it last. */
function fromHistory(dataset: string, history: readonly Commit[]): RunRecord[] {
  const digests = new Map<string, string | undefined>()
  const runs: RunRecord[] = []
  for (const commit of history.toReversed()) {
    if (commit.runId !== undefined) runs.push(fromCommit(dataset, commit, digests))
    for (const { dt, digest } of commit.partitions) digests.set(dt, digest)
  }
  return runs
}

const kindOf = (operation: string): RunRecord['kind'] =>
  operation === 'UNDO' ? 'undo' : operation === 'DERIVE' ? 'derive' : operation === 'PUBLISH' ? 'publish' : 'load'

function fromCommit(dataset: string, commit: Commit, digests: ReadonlyMap<string, string | undefined>): RunRecord {
  const at = toInstant(commit.committedAt)
  const kind = kindOf(commit.operation)
  const rows = commit.partitions.reduce((sum, { rowsAfter }) => sum + rowsAfter, 0)
  return {
    id: commit.runId ?? '',
    dataset,
    kind,
    backfill: null,
    attempt: 1,
    trigger: 'person',
    // The log says who committed, not which DuckDB wrote.
    engine: kind === 'load' || kind === 'derive' ? 'duckdb' : engineOf(kind),
    bytesRead: 0,
    state: 'done',
    startedBy: commit.startedBy ?? '',
    startedAt: at,
    finishedAt: at,
    inputs: [],
    versionBefore: commit.version === 0 ? null : commit.version - 1,
    versionAfter: commit.version,
    rowsRead: rows,
    rowsWritten: rows,
    rowsQuarantined: 0,
    rowsSuperseded: 0,
    bytesWritten: 0,
    partitions: commit.partitions.map(({ dt, rowsBefore, rowsAfter, digest }) => ({
      dt,
      rows: rowsAfter,
      digestBefore: digests.get(dt) ?? null,
      digestAfter: digest ?? null,
      change: rowsBefore === 0 ? 'created' : rowsAfter === 0 ? 'emptied' : 'replaced'
    })),
    log: [{ at, text: 'Told from the log of the lake: the state database was lost.' }]
  }
}
