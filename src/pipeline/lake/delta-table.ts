import { randomUUID } from 'node:crypto'
import type { Clock } from '../lib/clock'
import { serialiseCommit } from './actions'
import { checkpointIsDue, putCheckpoint } from './checkpointing'
import { collision, conflict } from './conflicts'
import { canRead, sameSchema } from './evolve'
import type { TableState } from './fold'
import { HistoryFold } from './history'
import { commitKey, readLastCheckpoint } from './log-files'
import { LogReader } from './log-reader'
import type { ObjectStore } from './object-store'
import { planCommit } from './plan-commit'
import type { DeltaTable, UndoDraft } from './table'
import type { Commit, CommitDraft, Snapshot, TableSchema } from './types'
import { contentsAt, mustBeThere, mustBeKnown, mustFitColumns } from './undo'
import { undoingOf } from './undo-runs'
import { stepsOf, viewsOf, type Step, type TableView } from './walk'

/** Tries for the next number before giving up; each lost one means that somebody else committed. */
const MAX_TRIES = 200
/** Commits that a first look into history covers; each further look is four times as long. */
const FIRST_WINDOW = 64

/** A table of the lake by name; it need not exist yet. Keep it: what it has read stays warm. */
export function openTable(store: ObjectStore, name: string, clock: Clock, appVersion: string): DeltaTable {
  return new LoggedTable(store, name, clock, appVersion)
}

class LoggedTable implements DeltaTable {
  private readonly log: LogReader

  constructor(
    private readonly store: ObjectStore,
    readonly name: string,
    private readonly clock: Clock,
    private readonly appVersion: string
  ) {
    this.log = new LogReader(store, name)
  }

  async snapshot(version?: number): Promise<Snapshot | undefined> {
    const state = version === undefined ? await this.log.latest() : await this.log.at(version)
    return state?.snapshot
  }

  async commit(base: Snapshot | undefined, draft: CommitDraft): Promise<Snapshot> {
    const txnId = randomUUID()
    let checked = base?.version ?? -1
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const state = await this.log.latest()
      await this.mustNotCollide(base, draft, state, checked)
      checked = state?.snapshot.version ?? -1
      const version = checked + 1
      const context = { table: this.name, version, nowMs: this.clock.now(), appVersion: this.appVersion, txnId }
      const text = serialiseCommit(planCommit(state, draft, context))
      const outcome = await this.store.createOnce(commitKey(this.name, version), new TextEncoder().encode(text))
      if (outcome === 'created' || (await this.isOurs(version, txnId))) return this.committed(version)
    }
    throw conflict(this.name, checked, 'others go on committing faster than this can')
  }

  async history({ limit = Infinity, dt }: { limit?: number; dt?: string } = {}): Promise<Commit[]> {
    const found: Commit[] = []
    for await (const commit of this.backwards(limit)) {
      if (dt === undefined || commit.partitions.some((partition) => partition.dt === dt)) found.push(commit)
      if (found.length >= limit) break
    }
    return found
  }

  async restoreDraft(base: Snapshot, version: number, dts: readonly string[] | undefined): Promise<CommitDraft['partitions']> {
    const target = (await this.log.at(version)).snapshot
    mustBeKnown(this.name, base, target, dts ?? [])
    const partitions = contentsAt(base, target, dts)
    mustFitColumns(this.name, base, target, partitions)
    await mustBeThere(this.store, this.name, base, partitions)
    return partitions
  }

  async undoDraft(base: Snapshot, runs: readonly string[], signal?: AbortSignal): Promise<UndoDraft> {
    const steps = this.steps(await this.log.firstVersion(), base.version, signal)
    const { first, partitions, txns } = await undoingOf(base, runs, this.name, steps)
    const target = first === 0 ? undefined : (await this.log.at(first - 1)).snapshot
    mustFitColumns(this.name, base, target, partitions)
    await mustBeThere(this.store, this.name, base, partitions, signal)
    return { partitions, txns, schema: schemaBack(base, target) }
  }

  async restoredSchema(base: Snapshot, version: number): Promise<TableSchema | undefined> {
    return schemaBack(base, (await this.log.at(version)).snapshot)
  }

  async removed(): Promise<{ bytes: number; at: number }[]> {
    const state = await this.log.latest()
    return [...(state?.removed.values() ?? [])].map(({ size, deletionTimestamp }) => ({
      bytes: size ?? 0,
      at: deletionTimestamp ?? 0
    }))
  }

  steps(from: number, to: number, signal?: AbortSignal): AsyncIterable<Step> {
    return stepsOf(this.log, from, to, signal)
  }

  views(versions: readonly number[], signal?: AbortSignal): AsyncIterable<TableView> {
    return viewsOf(this.log, versions, signal)
  }

  private async mustNotCollide(
    base: Snapshot | undefined,
    draft: CommitDraft,
    state: TableState | undefined,
    checked: number
  ): Promise<void> {
    const latest = state?.snapshot
    if (base === undefined) {
      if (latest === undefined) return
      // Made meanwhile with the very columns of the draft: its other partitions are none of our business.
      if (!sameSchema(latest.schema, draft.schema))
        throw conflict(this.name, latest.version, 'it made the table with other columns')
    } else if (latest === undefined || latest.tableId !== base.tableId || latest.version < base.version) {
      throw conflict(this.name, latest?.version ?? 0, 'the table was removed or made anew meanwhile')
    }
    for await (const commit of this.log.commits(checked + 1, latest.version)) {
      const why = collision(this.name, base, draft, commit)
      if (why !== undefined) throw conflict(this.name, commit.version, why)
    }
  }

  /** True where the number is taken by this very commit: it was made, and only its answer was lost. */
  private async isOurs(version: number, txnId: string): Promise<boolean> {
    return (await this.log.readCommit(version)).actions.commitInfo?.txnId === txnId
  }

  private async committed(version: number): Promise<Snapshot> {
    const state = await this.log.at(version)
    const before = (await readLastCheckpoint(this.store, this.name)) ?? 0
    // The commit stands whether or not this succeeds: a checkpoint only makes opening faster, and the next commit tries again.
    if (checkpointIsDue(state, before)) await putCheckpoint(this.store, this.name, state, this.clock.now()).catch(() => undefined)
    return state.snapshot
  }

  /** Newest first, in windows, so that a short history of a long log stays cheap. */
  private async *backwards(limit: number): AsyncIterable<Commit> {
    const latest = await this.log.latest()
    if (latest === undefined) return
    const first = await this.log.firstVersion()
    let window = Math.max(FIRST_WINDOW, limit)
    for (let to = latest.snapshot.version; to >= first; to -= window, window *= 4) {
      yield* (await this.summaries(Math.max(first, to - window + 1), to)).reverse()
    }
  }

  private async summaries(from: number, to: number): Promise<Commit[]> {
    const fold = new HistoryFold(this.name, from === 0 ? undefined : await this.log.at(from - 1))
    const commits: Commit[] = []
    for await (const commit of this.log.commits(from, to)) commits.push(fold.next(commit))
    return commits
  }
}

const schemaBack = (base: Snapshot, target: Snapshot | undefined): TableSchema | undefined =>
  target === undefined || canRead(target.schema, base.schema) ? undefined : target.schema
