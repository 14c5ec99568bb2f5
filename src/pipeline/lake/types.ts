import type { ColumnType, InputRef } from '../contract'

/** A file of the table: one `add` action. Tags are Penstock's, absent on files that others wrote. */
export interface TableFile {
  /** Relative to the table's folder, not URL-encoded. */
  path: string
  dt: string
  bytes: number
  rows: number
  modifiedAt: number
  stats: FileStats | undefined
  digest: string | undefined
  schemaId: string | undefined
  runId: string | undefined
  inputs: InputRef[]
  /** Rows of the run that went to quarantine for this partition. */
  quarantined: number
  /** Of the whole partition, on each of its files: rows by interval. Undefined where it was not recorded. */
  intervals?: IntervalRows | undefined
  /** Of a derived partition: what it was made from. */
  madeFrom?: MadeFrom[] | undefined
  /** Of a derived partition: SHA-256 of the query that made it. */
  query?: string | undefined
}

/** Rows of each interval, by interval id. */
export type IntervalRows = Readonly<Record<string, number>>

/** A partition of an input as it was read: `digest` where it had one. */
export interface MadeFrom {
  dataset: string
  dt: string
  version: number
  digest: string | undefined
}

/** Values are JSON scalars as Delta writes them, by physical column name. */
export interface FileStats {
  numRecords: number
  minValues: Record<string, string | number | boolean>
  maxValues: Record<string, string | number | boolean>
  nullCount: Record<string, number>
}

export interface TableColumn {
  name: string
  /** Letters, digits and `_` only; unique without case. */
  physical: string
  type: ColumnType
  nullable: boolean
  unit?: string | undefined
  description?: string | undefined
}

export interface TableSchema {
  columns: TableColumn[]
  /** True: every row lies in a partition `dt`. False: the table is one partition, `all`. */
  partitioned: boolean
}

/** The table at one version. */
export interface Snapshot {
  version: number
  committedAt: number
  tableId: string
  schema: TableSchema
  schemaId: string
  files: ReadonlyMap<string, TableFile>
  /** By appId: stream offsets and interval markers. */
  txns: ReadonlyMap<string, number>
  /** By partition: the version that last changed its files. */
  changedIn: ReadonlyMap<string, number>
}

/** What a run wants to change. Partitions not named stay as they are. */
export interface CommitDraft {
  operation: 'LOAD' | 'DERIVE' | 'PUBLISH' | 'UNDO'
  runId: string
  startedBy: string
  /** Set when the columns change (or on the first commit). */
  schema?: TableSchema | undefined
  /** New content of each partition: all its files after the commit. An empty list empties it; a file that stays may have other tags. */
  partitions: ReadonlyMap<string, TableFile[]>
  txns?: ReadonlyMap<string, number> | undefined
}

export interface Commit {
  version: number
  committedAt: number
  operation: string
  runId: string | undefined
  startedBy: string | undefined
  engine: string | undefined
  /** Partitions whose file set this commit changed. */
  partitions: {
    dt: string
    rowsBefore: number
    rowsAfter: number
    bytesAfter: number
    digest: string | undefined
    schemaId: string | undefined
  }[]
}
