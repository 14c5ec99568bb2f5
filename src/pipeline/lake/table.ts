import type { Commit, CommitDraft, Snapshot, TableSchema } from './types'

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
  /** Partition contents from before a run, refused where a later commit changed the same partitions. */
  undoDraft(base: Snapshot, runId: string): Promise<CommitDraft['partitions']>
  /**
   * The columns that must be committed together with a restore or undo of the whole table; undefined where the columns of `base` can hold
   * those files.
   */
  restoredSchema(base: Snapshot, to: { version: number } | { runId: string }): Promise<TableSchema | undefined>
}
