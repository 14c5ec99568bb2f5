/** What a check measured of one partition: see CheckMeasure of the load worker. */
export interface Measured {
  check: string
  dt: string
  rows: number
  failingRows: number
  figures: Readonly<Record<string, string | null>>
  sample: readonly Record<string, string | null>[]
}

/** What is known beside the partition itself. */
export interface JudgeContext {
  zone: string
  /** ms since the epoch. */
  now: number
  /** Rows of partitions before this one, in any order; later ones are left out. */
  earlier: readonly { dt: string; rows: number }[]
  /** Columns of the partition before it, as its measure tells them; undefined where there is none. */
  columnsBefore?: string | null | undefined
}

/** A verdict: a code of the reason, and what belongs into its sentence. */
export interface Verdict {
  state: 'ok' | 'failed' | 'skipped'
  reason: string
  measured: Record<string, string>
}
