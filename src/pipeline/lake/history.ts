import { combineDigests } from './digest'
import type { TableState } from './fold'
import type { ReadCommit } from './log-reader'
import { decodePath } from './paths'
import { readFile } from './table-files'
import type { Commit, TableFile } from './types'

type Partition = Map<string, TableFile>

/** A partition whose file set a commit changed. */
export interface Change {
  dt: string
  before: TableFile[]
  after: TableFile[]
}

/** Tells what each commit did to the partitions, one after the other. */
export class HistoryFold {
  private readonly partitions = new Map<string, Partition>()
  private readonly dts = new Map<string, string>()

  /** `before`: the state that the first commit was made on; undefined for version 0. */
  constructor(
    private readonly table: string,
    before: TableState | undefined
  ) {
    for (const file of before?.snapshot.files.values() ?? []) this.add(file)
  }

  /** Files of a partition as the last commit left it. */
  files(dt: string): TableFile[] {
    return [...(this.partitions.get(dt)?.values() ?? [])]
  }

  next(commit: ReadCommit): Commit {
    const { version, actions, committedAt } = commit
    const { operation, runId, startedBy, engineInfo } = actions.commitInfo ?? {}
    return {
      version,
      committedAt,
      operation: operation ?? 'UNKNOWN',
      runId,
      startedBy,
      engine: engineInfo,
      partitions: this.take(commit).map(({ dt, before, after }) => ({
        dt,
        rowsBefore: before.reduce((sum, { rows }) => sum + rows, 0),
        rowsAfter: after.reduce((sum, { rows }) => sum + rows, 0),
        bytesAfter: after.reduce((sum, { bytes }) => sum + bytes, 0),
        digest: combineDigests(after.map(({ digest }) => digest)),
        schemaId: after.at(-1)?.schemaId
      }))
    }
  }

  /** The partitions that a commit changed, with their files before and after. */
  take({ actions }: ReadCommit): Change[] {
    const added = actions.adds.map((add) => readFile(add, this.table))
    const removed = actions.removes.map(({ path }) => decodePath(path, this.table))
    const touched = new Set([...added.map(({ dt }) => dt), ...removed.flatMap((path) => this.dts.get(path) ?? [])])
    const before = [...touched].map((dt) => ({ dt, files: this.files(dt) }))
    for (const path of removed) this.remove(path)
    for (const file of added) this.add(file)
    return before.flatMap(({ dt, files }) => {
      const partition = this.partitions.get(dt)
      const same = files.length === (partition?.size ?? 0) && files.every(({ path }) => partition?.has(path) === true)
      return same ? [] : [{ dt, before: files, after: this.files(dt) }]
    })
  }

  private add(file: TableFile): void {
    const partition = this.partitions.get(file.dt) ?? new Map<string, TableFile>()
    this.partitions.set(file.dt, partition.set(file.path, file))
    this.dts.set(file.path, file.dt)
  }

  private remove(path: string): void {
    const dt = this.dts.get(path)
    if (dt === undefined) return
    this.partitions.get(dt)?.delete(path)
    this.dts.delete(path)
  }
}
