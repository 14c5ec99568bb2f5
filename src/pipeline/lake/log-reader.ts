import { AppError } from '../lib/errors'
import { parseCommit, type Actions } from './actions'
import { readCheckpointFile } from './checkpoint'
import { Fold, type TableState } from './fold'
import { completeForeignFiles } from './foreign-files'
import { commitKey, listLog, readLastCheckpoint, type CheckpointFiles, type LogFiles } from './log-files'
import type { ObjectHead, ObjectStore } from './object-store'
import { addedIn } from './table-files'

export interface ReadCommit {
  version: number
  actions: Actions
  /** ms since the epoch: what the commit says, else when its file was made. */
  committedAt: number
}

/** Commits that are read together. */
const AT_ONCE = 64
/** Commits that are looked for by name before the log is listed. */
const PROBES = 8
/** Earlier states that stay in memory. */
const KEPT_STATES = 4

/** Reads a table's log and keeps what it read: a look for news costs two file heads. */
export class LogReader {
  private current: { state: TableState; head: ObjectHead } | undefined
  private readonly earlier = new Map<number, TableState>()
  private queue: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly store: ObjectStore,
    readonly table: string
  ) {}

  /** The newest state; undefined where no table was ever committed. Calls wait for each other, so that none gets less than it asked for. */
  latest(): Promise<TableState | undefined> {
    const result = this.queue.then(() => this.refresh())
    this.queue = result.catch(() => undefined)
    return result
  }

  /** The state at a version; `version.missing` where there is none or the log no longer reaches it. */
  async at(version: number): Promise<TableState> {
    const latest = await this.latest()
    if (latest?.snapshot.version === version) return latest
    const known = this.earlier.get(version)
    if (known !== undefined) return known
    if (latest === undefined || version > latest.snapshot.version || version < 0) throw this.versionMissing(version)
    const state = await this.load(await listLog(this.store, this.table), version)
    if (state === undefined) throw this.versionMissing(version)
    this.keep(version, state)
    return state
  }

  /** The oldest version whose commit can be told apart from the state before it. */
  async firstVersion(): Promise<number> {
    const { commits, checkpoints } = await listLog(this.store, this.table)
    if (commits[0] === 0) return 0
    return (checkpoints[0]?.version ?? commits[0] ?? 0) + 1
  }

  /** Commits `from` to `to`, both inclusive, oldest first. `lake.corrupt` where one is missing or damaged. */
  async *commits(from: number, to: number): AsyncIterable<ReadCommit> {
    for (let start = from; start <= to; start += AT_ONCE) {
      const length = Math.min(AT_ONCE, to - start + 1)
      yield* await Promise.all(Array.from({ length }, (_, index) => this.readCommit(start + index)))
    }
  }

  async readCommit(version: number): Promise<ReadCommit> {
    const key = commitKey(this.table, version)
    const bytes = await this.store.read(key).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'file.missing' ? this.gap(version) : error
    })
    const actions = parseCommit(new TextDecoder().decode(bytes), key)
    const committedAt = actions.commitInfo?.timestamp ?? (await this.store.head(key))?.modifiedAt ?? 0
    return { version, actions, committedAt }
  }

  private async refresh(): Promise<TableState | undefined> {
    if (this.current === undefined || !(await this.isStillThere(this.current))) return this.reload()
    const { state } = this.current
    const { version } = state.snapshot
    const newest = await this.newestAfter(version)
    return newest === version ? state : this.remember(await this.continue(state, version + 1, newest))
  }

  /** Asks for the next few commits by name, since listing a log of 10,000 costs more; lists where there are many. */
  private async newestAfter(version: number): Promise<number> {
    for (let next = version + 1; next <= version + PROBES; next += 1) {
      if ((await this.store.head(commitKey(this.table, next))) === undefined) return next - 1
    }
    return (await listLog(this.store, this.table, version + 1)).commits.at(-1) ?? version
  }

  /** False once the table was removed, or made anew under the same name. */
  private async isStillThere({ state, head }: { state: TableState; head: ObjectHead }): Promise<boolean> {
    const now = await this.store.head(commitKey(this.table, state.snapshot.version))
    return now !== undefined && now.bytes === head.bytes && now.modifiedAt === head.modifiedAt
  }

  private async reload(): Promise<TableState | undefined> {
    this.current = undefined
    this.earlier.clear()
    const hint = await readLastCheckpoint(this.store, this.table)
    const recent = hint === undefined ? undefined : await listLog(this.store, this.table, hint)
    const files = recent?.checkpoints.length ? recent : await listLog(this.store, this.table)
    return this.remember(await this.load(files, undefined))
  }

  private async remember(state: TableState | undefined): Promise<TableState | undefined> {
    if (state === undefined) return undefined
    const head = await this.store.head(commitKey(this.table, state.snapshot.version))
    if (head !== undefined) this.current = { state, head }
    return state
  }

  /** The newest checkpoint that can be read and the commits after it; from version 0 where there is none. */
  private async load({ commits, checkpoints }: LogFiles, upTo: number | undefined): Promise<TableState | undefined> {
    const base = await this.loadCheckpoint(checkpoints.filter(({ version }) => version <= (upTo ?? Infinity)))
    const last = upTo ?? commits.at(-1) ?? -1
    const first = commits[0]
    const from = (base?.snapshot.version ?? -1) + 1
    if (base !== undefined && from > last) return base
    if (first !== undefined && first <= from) return this.continue(base, from, last)
    if (upTo !== undefined) throw this.versionMissing(upTo)
    if (base !== undefined) throw this.gap(from)
    return this.loadWithout(checkpoints, first)
  }

  /** No listed checkpoint could be read, and the listed commits do not begin at 0: looks further back. */
  private async loadWithout(damaged: readonly CheckpointFiles[], first: number | undefined): Promise<TableState | undefined> {
    const [oldest] = damaged
    if (oldest !== undefined)
      return this.load(checkpointsBefore(oldest.version, await listLog(this.store, this.table)), undefined)
    if (first === undefined) return undefined
    throw this.gap(0)
  }

  private async loadCheckpoint(checkpoints: readonly CheckpointFiles[]): Promise<TableState | undefined> {
    for (const checkpoint of checkpoints.toReversed()) {
      const parts = await this.readParts(checkpoint)
      if (parts === undefined) continue
      const { version } = checkpoint
      const committedAt = await this.readCommit(version).then(
        (commit) => commit.committedAt,
        async () => (await this.store.head(checkpoint.parts[0] ?? ''))?.modifiedAt ?? 0
      )
      const fold = new Fold(this.table).checkpoint(version, parts, committedAt, await this.versionsOfForeign(parts, version))
      return completeForeignFiles(this.store, this.table, fold.state())
    }
    return undefined
  }

  /** Whether every part of a checkpoint can be read. */
  async readable(checkpoint: CheckpointFiles): Promise<boolean> {
    return (await this.readParts(checkpoint)) !== undefined
  }

  /** Undefined where a part is damaged: the commits are still there. fsck tells. */
  private async readParts({ parts }: CheckpointFiles): Promise<Actions | undefined> {
    try {
      const all = await Promise.all(parts.map((key) => readCheckpointFile(this.store, key)))
      return all.reduce((sum, part) => ({
        adds: [...sum.adds, ...part.adds],
        removes: [...sum.removes, ...part.removes],
        txns: [...sum.txns, ...part.txns],
        metaData: part.metaData ?? sum.metaData,
        protocol: part.protocol ?? sum.protocol
      }))
    } catch {
      return undefined
    }
  }

  /** In which version files of other writers were added, by their path in the log: looked up in the commits, as far as these reach. */
  private async versionsOfForeign({ adds }: Actions, version: number): Promise<Map<string, number>> {
    const wanted = new Set(adds.filter((add) => addedIn(add) === undefined).map(({ path }) => path))
    const found = new Map<string, number>()
    for (let at = version; at >= 0 && found.size < wanted.size; at -= 1) {
      const commit = await this.readCommit(at).catch(() => undefined)
      if (commit === undefined) break
      for (const { path } of commit.actions.adds) if (wanted.has(path) && !found.has(path)) found.set(path, at)
    }
    return found
  }

  private async continue(state: TableState | undefined, from: number, to: number): Promise<TableState> {
    const fold = new Fold(this.table, state)
    for await (const { version, actions, committedAt } of this.commits(from, to)) fold.commit(version, actions, committedAt)
    return completeForeignFiles(this.store, this.table, fold.state())
  }

  private keep(version: number, state: TableState): void {
    const [oldest] = this.earlier.keys()
    if (this.earlier.size >= KEPT_STATES && oldest !== undefined) this.earlier.delete(oldest)
    this.earlier.set(version, state)
  }

  private gap(version: number): AppError {
    const path = commitKey(this.table, version)
    return new AppError('lake.corrupt', `The log of ${this.table} has a gap: ${path} is missing.`, {
      hint: 'Bring the file back from a backup; fsck tells what else is missing. Nothing was changed.',
      details: { table: this.table, path, version }
    })
  }

  private versionMissing(version: number): AppError {
    return new AppError('version.missing', `${this.table} has no version ${version}, or its log no longer reaches it.`, {
      hint: 'List the history to see which versions there are.',
      details: { table: this.table, version }
    })
  }
}

const checkpointsBefore = (before: number, files: LogFiles): LogFiles => ({
  ...files,
  checkpoints: files.checkpoints.filter(({ version }) => version < before)
})
