import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../../lib/clock'
import { openTable } from '../delta-table'
import { openFolderStore, type FolderStore } from '../folder-store'
import type { DeltaTable } from '../table'
import type { CommitDraft, Snapshot, TableFile, TableSchema } from '../types'

/** A clock that goes on by a second each time it is asked. */
export function tickingClock(startMs = Date.UTC(2023, 8, 4)): Clock {
  let now = startMs
  return { now: () => (now += 1000), monotonic: () => now }
}

export interface TestLake {
  root: string
  store: FolderStore
  /** A table opened anew: nothing cached. */
  open: (name: string) => DeltaTable
}

/** A lake in a temporary folder for the length of the work. */
export async function withLake<T>(work: (lake: TestLake) => Promise<T>): Promise<T> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'penstock-lake-')))
  try {
    const root = join(folder, 'lake')
    const store = await openFolderStore(root)
    const clock = tickingClock()
    return await work({ root, store, open: (name) => openTable(store, name, clock, '0.0.0') })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A draft of a load that replaces the given partitions. */
export const load = (
  partitions: Record<string, readonly TableFile[]>,
  {
    runId = 'run',
    schema,
    operation = 'LOAD'
  }: { runId?: string; schema?: TableSchema; operation?: CommitDraft['operation'] } = {}
): CommitDraft => ({
  operation,
  runId,
  startedBy: 'tester',
  partitions: new Map(Object.entries(partitions).map(([dt, files]) => [dt, [...files]])),
  ...(schema === undefined ? {} : { schema })
})

/** Paths by partition: what a table holds, as far as files go. */
export function contents(snapshot: Snapshot | undefined): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const { dt, path } of snapshot?.files.values() ?? []) (found[dt] ??= []).push(path)
  for (const paths of Object.values(found)) paths.sort()
  return found
}

/** A file that only the log knows: enough where no rows are read. */
export const named = (dt: string, name: string, more: Partial<TableFile> = {}): TableFile => ({
  ...{ path: dt === 'all' ? name : `dt=${dt}/${name}`, dt, bytes: 100, rows: 10, modifiedAt: 1_700_000_000_000 },
  stats: { numRecords: more.rows ?? 10, minValues: {}, maxValues: {}, nullCount: {} },
  ...{ digest: undefined, schemaId: undefined, runId: 'run', inputs: [], quarantined: 0 },
  ...more
})
