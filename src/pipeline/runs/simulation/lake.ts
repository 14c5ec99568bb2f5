import { contentsAt } from '../../lake/undo'
import { filesByPartition } from '../../lake/partitions'
import type { Commit, CommitDraft, Snapshot, TableFile } from '../../lake/types'

/** One commit, as the eyes of a bystander saw it. */
export interface Entry {
  dataset: string
  operation: CommitDraft['operation']
  run: string
  backfill: string | null
  version: number
  /** Partitions whose files it changed: what each holds from then on; undefined where it is gone. */
  changed: ReadonlyMap<string, TableFile | undefined>
}

interface Table {
  snapshots: Snapshot[]
  /** Oldest first. */
  commits: Commit[]
}

/** Tables with the snapshots of every version; their files hold no rows. A partition is one file. */
export class SimLake {
  /** All commits of all tables, in their order. */
  readonly entries: Entry[] = []
  readonly #tables = new Map<string, Table>()

  snapshot(dataset: string, version?: number): Snapshot | undefined {
    const snapshots = this.#tables.get(dataset)?.snapshots
    return version === undefined ? snapshots?.at(-1) : snapshots?.[version]
  }

  /** Newest first. */
  history(dataset: string): Commit[] {
    return this.#tables.get(dataset)?.commits.toReversed() ?? []
  }

  /** The commit of a run that the log has. */
  committed(run: string): Entry | undefined {
    return this.entries.find((entry) => entry.run === run)
  }

  commit(dataset: string, draft: CommitDraft, backfill: string | null, at: number): Snapshot {
    const table = this.#tables.get(dataset) ?? { snapshots: [], commits: [] }
    this.#tables.set(dataset, table)
    const base = table.snapshots.at(-1)
    const version = table.snapshots.length
    const snapshot = after(base, draft, version, at)
    const changed = changedBetween(base, snapshot, draft)
    table.snapshots.push(snapshot)
    table.commits.push(commitOf(draft, changed, version, at))
    this.entries.push({ dataset, operation: draft.operation, run: draft.runId, backfill, version, changed })
    return snapshot
  }

  /** What an undo of one run would put back: what its partitions held before. */
  undoDraft(dataset: string, run: string): CommitDraft['partitions'] {
    const base = this.snapshot(dataset)
    const own = this.entries.filter((entry) => entry.run === run && entry.dataset === dataset)
    const dts = [...new Set(own.flatMap(({ changed }) => [...changed.keys()]))]
    return base === undefined ? new Map() : contentsAt(base, this.before(dataset, own[0]?.version ?? 0), dts)
  }

  before(dataset: string, version: number): Snapshot | undefined {
    return version === 0 ? undefined : this.snapshot(dataset, version - 1)
  }
}

const constant = { tableId: 'table', schema: { columns: [], partitioned: true }, schemaId: 'schema' }

function after(base: Snapshot | undefined, draft: CommitDraft, version: number, at: number): Snapshot {
  const kept = [...(base?.files.values() ?? [])].filter(({ dt }) => !draft.partitions.has(dt))
  const files = new Map([...kept, ...[...draft.partitions.values()].flat()].map((file) => [file.path, file]))
  const moved = [...draft.partitions].filter(([dt, now]) => !sameFiles(base, dt, now)).map(([dt]) => [dt, version] as const)
  return {
    ...constant,
    ...{ version, committedAt: at, files },
    txns: new Map([...(base?.txns ?? []), ...(draft.txns ?? [])]),
    changedIn: new Map([...(base?.changedIn ?? []), ...moved])
  }
}

function sameFiles(base: Snapshot | undefined, dt: string, now: readonly TableFile[]): boolean {
  const before = [...(base?.files.values() ?? [])].filter((file) => file.dt === dt)
  return before.length === now.length && now.every(({ path }) => before.some((file) => file.path === path))
}

function changedBetween(base: Snapshot | undefined, now: Snapshot, draft: CommitDraft): Map<string, TableFile | undefined> {
  const files = filesByPartition(now.files.values())
  const moved = [...draft.partitions].filter(([dt, list]) => !sameFiles(base, dt, list))
  return new Map(moved.map(([dt]) => [dt, files.get(dt)?.[0]]))
}

function commitOf(draft: CommitDraft, changed: Entry['changed'], version: number, at: number): Commit {
  const partitions = [...changed].map(([dt, file]) => ({
    ...{ dt, rowsBefore: 0, rowsAfter: file?.rows ?? 0, bytesAfter: file?.bytes ?? 0 },
    ...{ digest: file?.digest, schemaId: file?.schemaId }
  }))
  const { operation, runId, startedBy } = draft
  return { version, committedAt: at, operation, runId, startedBy, engine: undefined, partitions }
}
