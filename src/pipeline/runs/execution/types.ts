import type { BackfillItem, BackfillState, ErrorData, RunPolicy } from '../../contract'

export interface ExecutionPolicies {
  /** Units at work at one time in all, unless the plan's options say otherwise. */
  total: number
  /** By dataset; the default policy where one is absent. */
  datasets: ReadonlyMap<string, RunPolicy>
  /** Derived datasets: partitions of a unit that fails or is refused as a whole are tried again one by one, as each may by itself. */
  divisible: ReadonlySet<string>
}

/** Units at work at one time in all. */
export const DEFAULT_TOTAL = 4

/** What became of one partition. `staged` waits for publication. */
export interface PartitionResult extends Partial<
  Pick<BackfillItem, 'rowsAfter' | 'digestBefore' | 'digestAfter' | 'change' | 'difference' | 'error'>
> {
  dataset: string
  dt: string
  state: 'ok' | 'empty' | 'staged' | 'failed' | 'refused' | 'cancelled'
}

/** `at` is ms since the epoch. */
export type ExecutionEvent =
  | { kind: 'unit-started'; unit: number; run: string }
  | { kind: 'partition'; result: PartitionResult }
  /** Every partition of it has its result; one without is taken as failed. */
  | { kind: 'unit-ended'; unit: number; at: number }
  /** The unit as a whole went wrong: its partitions without a result end as `outcome`. `alike`: each by itself would as well. */
  | {
      kind: 'unit-failed'
      unit: number
      outcome: 'failed' | 'refused' | 'cancelled'
      error: ErrorData
      at: number
      alike?: boolean
    }
  /** It was given up before it did anything, because the backfill is to pause: it waits again. */
  | { kind: 'unit-left'; unit: number }
  | { kind: 'retry-due'; at: number }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'cancel' }
  /** What was in flight is gone; `committed` is what the lake has of it all the same, told by its run ids. */
  | { kind: 'engine-restarted'; committed: readonly PartitionResult[] }
  | { kind: 'publish' }
  /** One commit a dataset: all its staged partitions stand in the table. */
  | { kind: 'published'; dataset: string }
  | { kind: 'publish-failed'; error: ErrorData }
  | { kind: 'discard' }

/** Partitions that are read together and start together. `retrying` waits until `retryAt`. */
export interface UnitState {
  unit: number
  dataset: string
  /** Positions in `items` of what is still to be done by it. */
  items: readonly number[]
  state: 'waiting' | 'running' | 'retrying' | 'ended'
  run: string | null
  retryAt: number | null
}

/** What an item waits for: positions in `items`, and datasets of which all planned partitions must be there. */
export interface Needs {
  items: readonly number[]
  wholes: readonly string[]
}

/** What never changes while a plan is executed. */
export interface ExecutionFrame {
  total: number
  policies: ReadonlyMap<string, RunPolicy>
  divisible: ReadonlySet<string>
  /** Datasets of which what is staged waits for a person; of others it is published as soon as all is made. */
  asking: ReadonlySet<string>
  positions: ReadonlyMap<string, number>
  needs: readonly Needs[]
  /** Items that wait for an item, and for a dataset. */
  dependents: ReadonlyMap<number, readonly number[]>
  wholeDependents: ReadonlyMap<string, readonly number[]>
}

/** A plan in execution; `items` and `state` are what is kept, the rest is made again from them by `restore`. */
export interface Execution {
  frame: ExecutionFrame
  state: BackfillState
  items: readonly BackfillItem[]
  /** By number, in the order of starting. */
  units: readonly UnitState[]
  /** Items of each dataset that are not finished. */
  open: ReadonlyMap<string, number>
  error: ErrorData | undefined
}
