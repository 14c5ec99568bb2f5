import type { CheckSpec } from '../../contract'

/** What a column holds in one partition: see ColumnProfile of the load worker. */
export interface Profiled {
  dt: string
  column: string
  rows: number
  nulls: number
  distinct: number
  min: string | null
  max: string | null
  values: readonly string[] | null
}

export interface HistoryColumn {
  name: string
  /** As contract ColumnType: `decimal(18,2)`. */
  type: string
  /** Oldest partition first. */
  profiles: readonly Profiled[]
}

/** What a dataset's own past says of it. */
export interface History {
  columns: readonly HistoryColumn[]
  /** Oldest first. */
  partitions: readonly { dt: string; rows: number }[]
  key: readonly string[]
  /** Columns by which rows are put into partitions. */
  partitionColumns: readonly string[]
  zone: string
  /** Columns of other datasets that are their whole key. */
  keysElsewhere: readonly { dataset: string; column: string; type: string }[]
}

/** A check that could be declared, and what speaks for it. It is tried on the history before anybody sees it. */
export interface Candidate {
  check: CheckSpec
  reason: string
  values: Record<string, string>
}
