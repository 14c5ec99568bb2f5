import type { DatasetSpecInput } from '../contract'

/** A source file to be written; `path` is relative to the sources folder, `/`-separated. The bytes are made when asked for. */
export interface DemoFile {
  path: string
  bytes(): Uint8Array
}

/** What is wrong on purpose, so that screens and tests can say where to find it. */
export type Trouble =
  | { kind: 'gap'; dataset: string; dt: string }
  /** One interval of a partition is not in the source. */
  | { kind: 'missing-interval'; dataset: string; dt: string; interval: string }
  /** The newest interval that fell due is not there yet. */
  | { kind: 'late'; dataset: string; interval: string }
  | { kind: 'unreadable'; dataset: string; dt: string; file: string; line: number; column: string; value: string }
  /** A number that can be read and cannot be true: a check warns of it. */
  | { kind: 'implausible'; dataset: string; dt: string; check: string; file: string; line: number; column: string; value: string }
  | { kind: 'added-column'; dataset: string; column: string; from: string }

export interface DemoDataset {
  spec: DatasetSpecInput
  files: DemoFile[]
  troubles: Trouble[]
}

export interface DemoPlan {
  /** The last trading day that the data reaches, `YYYY-MM-DD`. */
  asOf: string
  datasets: DatasetSpecInput[]
  files: DemoFile[]
  troubles: Trouble[]
}

/** What every generator knows: the trading days of the demo, ascending, and the seed. */
export interface DemoWorld {
  seed: number
  days: readonly string[]
  /** Calendar date on which the data ends. */
  asOf: string
  /** The last calendar date that is over since 07:00 of the morning after it, Seoul. */
  lastMorning: string
}
