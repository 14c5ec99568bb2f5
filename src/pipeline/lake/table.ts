import type { Commit, CommitDraft, Snapshot, TableSchema } from './types'
import type { Step, TableView } from './walk'

/** One Delta table. All readers fold the log; none lists data folders. */
export interface DeltaTable {
  readonly name: string
  /** Newest, or as of a version (`version.missing` where the log no longer reaches); undefined where no table was ever committed. */
  snapshot(version?: number): Promise<Snapshot | undefined>
  /**
   * Commits on top of `base` (undefined: creates the table). When others have committed since, the draft is re-based where
   * none of its partitions was touched, otherwise `commit.conflict`. An answer lost on the way is recognised by the commit's own id.
   */
  commit(base: Snapshot | undefined, draft: CommitDraft): Promise<Snapshot>
  /** Newest first. */
  history(options?: { limit?: number; dt?: string }): Promise<Commit[]>
  /** Restores the partitions to their files of `version`; `undo.refused` when a needed file is gone. */
  restoreDraft(base: Snapshot, version: number, dts: readonly string[] | undefined): Promise<CommitDraft['partitions']>
  /**
   * What takes back what these runs (oldest first) changed; `undo.refused` where a later commit changed the same partitions, or a needed
   * file is gone; `run.missing`, `cancelled`.
   */
  undoDraft(base: Snapshot, runs: readonly string[], signal?: AbortSignal): Promise<UndoDraft>
  /**
   * The columns that must be committed together with a restore of the whole table; undefined where the columns of `base` can hold
   * those files.
   */
  restoredSchema(base: Snapshot, version: number): Promise<TableSchema | undefined>
  /** Files that the newest version no longer has and earlier ones do: bytes, and when each was taken out, in ms. */
  removed(): Promise<{ bytes: number; at: number }[]>
  /** Commits from `from` to `to`, both inclusive, oldest first, in one pass. `cancelled`. */
  steps(from: number, to: number, signal?: AbortSignal): AsyncIterable<Step>
  /** The table at each of these versions, in ascending order, in one pass. `version.missing`, `cancelled`. */
  views(versions: readonly number[], signal?: AbortSignal): AsyncIterable<TableView>
}

/** What an undo of runs brings back. */
export interface UndoDraft {
  /** Contents of each partition from before the first of the runs. */
  partitions: CommitDraft['partitions']
  /** Transactions that their commits set, oldest first. */
  txns: Step['txns'][]
  /** The columns that must be committed with it where the whole table goes back; undefined where those of now can hold the files. */
  schema: TableSchema | undefined
}
