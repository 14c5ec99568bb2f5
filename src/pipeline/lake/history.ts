import { combineDigests } from './digest'
import type { TableState } from './fold'
import type { ReadCommit } from './log-reader'
import { decodePath } from './paths'
import { readFile } from './table-files'
import type { Commit, TableFile } from './types'

type Partition = Map<string, TableFile>

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

  next({ version, actions, committedAt }: ReadCommit): Commit {
    const added = actions.adds.map((add) => readFile(add, this.table))
    const removed = actions.removes.map(({ path }) => decodePath(path, this.table))
    const touched = new Set([...added.map(({ dt }) => dt), ...removed.map((path) => this.dts.get(path))])
    touched.delete(undefined)
    const before = new Map(
      [...touched].map((dt) => [dt, [...(this.partitions.get(dt ?? '') ?? new Map<string, TableFile>()).values()]])
    )
    for (const path of removed) this.remove(path)
    for (const file of added) this.add(file)
    const { operation, runId, startedBy, engineInfo } = actions.commitInfo ?? {}
    return {
      version,
      committedAt,
      operation: operation ?? 'UNKNOWN',
      runId,
      startedBy,
      engine: engineInfo,
      partitions: [...before].flatMap(([dt, files]) => (dt === undefined ? [] : this.change(dt, files)))
    }
  }

  private change(dt: string, before: readonly TableFile[]): Commit['partitions'] {
    const partition = this.partitions.get(dt) ?? new Map<string, TableFile>()
    const same = before.length === partition.size && before.every(({ path }) => partition.has(path))
    if (same) return []
    const after = [...partition.values()]
    return [
      {
        dt,
        rowsBefore: before.reduce((sum, { rows }) => sum + rows, 0),
        rowsAfter: after.reduce((sum, { rows }) => sum + rows, 0),
        bytesAfter: after.reduce((sum, { bytes }) => sum + bytes, 0),
        digest: combineDigests(after.map(({ digest }) => digest)),
        schemaId: after.at(-1)?.schemaId
      }
    ]
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
