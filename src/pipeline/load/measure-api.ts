import type { CheckSpec } from '../contract'
import type { TableSchema } from '../lake/types'

export interface MeasureRequest {
  schema: TableSchema
  key: string[]
  zone: string
  /** Each is one partition as it would be, or is. */
  groups: { dt: string; files: string[] }[]
  checks: CheckSpec[]
  /** Other datasets that checks look at: files by partition. */
  others: Record<string, { schema: TableSchema; partitions: { dt: string; files: string[] }[] }>
  sampleSize: number
}

/** What a check measured of one partition; whether that is good is told from these and the partitions before. */
export interface CheckMeasure {
  check: string
  dt: string
  rows: number
  failingRows: number
  /** Figures by name, as text: exact numbers, dates, medians. */
  figures: Record<string, string | null>
  sample: Record<string, string | null>[]
}

export interface ProfileRequest {
  schema: TableSchema
  zone: string
  groups: { dt: string; files: string[] }[]
}

/** What a column holds in one partition. */
export interface ColumnProfile {
  dt: string
  column: string
  rows: number
  nulls: number
  distinct: number
  min: string | null
  max: string | null
  /** At most 50 values, where there are no more. */
  values: string[] | null
}

export interface LargeReturn {
  entity: string
  date: string
  before: string
  /** The last date before it on which any entity has a value. */
  marketBefore: string
  value: number
  previous: number
  /** value / previous − 1. */
  change: number
  /** Median, median absolute deviation and mean absolute deviation of the entity's own returns before it, the newest 60. */
  median: number
  mad: number
  meanDeviation: number
  /** How many of those there are. */
  history: number
  /** Median return of all entities on the date. */
  market: number
  /** The entity's first date in the files, and the first of all. */
  first: string
  since: string
}

export interface SeriesRequest {
  schema: TableSchema
  zone: string
  groups: { dt: string; files: string[] }[]
  /** Name → aggregate. */
  measures: Record<string, string>
}

export interface ReturnsRequest {
  schema: TableSchema
  files: string[]
  returns: { entity: string; value: string; date: string }
  zone: string
  /** Only returns beyond this share are told. */
  minReturn: number
  /** Only those of dates in these partitions; of all dates where it holds `all`. */
  dts: string[]
}
