import type { DatasetSpec, ErrorData, OnlyState, PartitionState, StaleInput } from '../contract'
import type { TradingCalendar } from '../calendar'
import type { IntervalRows, MadeFrom } from '../lake/types'

/** One interval: `start` inclusive, `end` exclusive, ms since the epoch; `date` and `dt` in the dataset's zone. */
export interface Interval {
  id: string
  start: number
  end: number
  /** The calendar date of its last moment, `YYYY-MM-DD`. */
  date: string
  /** The partition that holds it. */
  dt: string
}

/** A partition as the log has it. Times are ms since the epoch. */
export interface PartitionFacts {
  dt: string
  rows: number
  bytes: number
  files: number
  /** Version that last changed it. */
  version: number
  digest: string | undefined
  writtenAt: number
  schemaId: string | undefined
  quarantined: number
  /** Undefined where it was never recorded: the partition then counts as whole. */
  intervals: IntervalRows | undefined
  madeFrom: readonly MadeFrom[] | undefined
  query: string | undefined
}

/** A file of a dataset's source as the folder or archive listing shows it. */
export interface SourceFile {
  /** Absolute; absent where nobody will compare it with what is read. */
  path?: string | undefined
  name: string
  bytes: number
  modifiedMs: number
  /** The partition that the path names; null where rows of several may be in it. */
  dt: string | null
}

/** How long earlier runs took, newest first. */
export interface EarlierRun {
  seconds: number
  partitions: number
  rowsRead: number
  /** Of a dataset that is asked for: answers that it was made of, whether asked for by that run or kept from before. */
  answers?: number | undefined
}

/** What a plan has to know of asking for a dataset at a server. */
export interface Asking {
  connection: string
  /** Changes where the connection, a variable or a value that its requests hold does. */
  basis: string
  /** Questions of one interval; null of a database, which is not asked by request. */
  questions: number | null
  /** Requests that may still be made today; null where nothing limits them. */
  left: number | null
  /** When the next may be made after those, ms since the epoch. */
  resumesAt: number
}

/** All that is known of one dataset at one moment. What it holds is made by the engine; everything in `runs` is pure over it. */
export interface DatasetFacts {
  spec: DatasetSpec
  calendar: TradingCalendar | undefined
  /** Newest version of its table; null where nothing was committed. */
  version: number | null
  partitions: ReadonlyMap<string, PartitionFacts>
  /** Intervals that were loaded and held nothing: id → ms of the commit. */
  emptyIntervals: ReadonlyMap<string, number>
  /** When an interval was first there (ms), by its id, or by partition where intervals are not told apart; as far as it is known. */
  arrivals?: ReadonlyMap<string, number> | undefined
  /** Partitions at work: dt → run or backfill id. */
  running: ReadonlyMap<string, string>
  /** Partitions whose newest run went wrong. */
  troubles: ReadonlyMap<string, { state: 'failed' | 'refused'; error: ErrorData }>
  /** Null where the source cannot be listed (a URL, a folder that cannot be reached), undefined for derived datasets. */
  source: readonly SourceFile[] | null | undefined
  /** Partitions of which its rows are known to hold some, though its files do not name them. */
  offered?: readonly string[] | undefined
  /** Why the source could not be listed, though it is of a kind that can be. */
  listing?: ErrorData | undefined
  earlier: readonly EarlierRun[]
  /** Of a dataset that is asked for at a server, where a plan is to be made. */
  asking?: Asking | undefined
  /** SHA-256 of the SQL of a derived dataset. */
  query: string | undefined
}

/** An input of a derived dataset. */
export interface InputEdge {
  dataset: string
  read: 'same' | 'whole'
  lookback: number
}

/** The graph as plans need it. */
export interface FlowGraph {
  /** Every dataset after all that it is made from; those of a cycle and behind it are left out and named in `problems`. */
  order: readonly string[]
  inputs: ReadonlyMap<string, readonly InputEdge[]>
  /** Direct readers. */
  readers: ReadonlyMap<string, readonly string[]>
  problems: ReadonlyMap<string, ErrorData>
}

/** What a plan is made of. */
export interface World {
  graph: FlowGraph
  facts: ReadonlyMap<string, DatasetFacts>
  /** Active backfills: dataset → id. */
  active: ReadonlyMap<string, string>
  /** ms since the epoch. */
  now: number
}

/** A partition's state with the reasons that belong to it. */
export interface StateOf {
  state: PartitionState
  /** Expected intervals that it holds, of those expected by now. */
  held: number | null
  expected: number | null
  dueAt: number | null
  provisional: boolean
  stale: StaleInput[]
}

/** Which of `only` a state counts as; null for those that need nothing. */
export type NeedOf = (state: PartitionState) => OnlyState | null
