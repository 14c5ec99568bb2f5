import type { BackfillItem, BackfillPlan, BackfillState, ErrorData } from '../../contract'
import type { IntervalRows, MadeFrom } from '../../lake/types'

/** What one run published of one dataset, in one commit. */
export interface SimCommit {
  dataset: string
  version: number
  run: string
  backfill: string
  partitions: readonly { dt: string; rows: number; intervals: IntervalRows | undefined; madeFrom: MadeFrom[] | undefined }[]
}

export interface SimRun {
  id: string
  backfill: string
  dataset: string
  dts: readonly string[]
  state: 'running' | 'done' | 'failed' | 'refused' | 'cancelled' | 'interrupted'
}

export interface SimBackfill {
  id: string
  plan: BackfillPlan
  state: BackfillState
  items: readonly BackfillItem[]
  /** Intervals that a schedule gave to it; written down with it. */
  intervals: readonly string[]
}

export interface SimTick {
  dataset: string
  interval: string
  dt: string
  dueAt: number
  state: 'due' | 'run' | 'failed'
  reason: string | null
  backfill: string | null
}

export interface Trouble {
  state: 'failed' | 'refused' | 'cancelled'
  error: ErrorData
}

/** What a source will have: the rows of one interval, from when on. */
export interface Arrival {
  dataset: string
  interval: string
  dt: string
  rows: number
  /** True time, ms since the epoch. */
  at: number
}

/** All that outlives a crash: the lake's log, the state database, and the sources. */
export class Durable {
  readonly commits: SimCommit[] = []
  readonly runs = new Map<string, SimRun>()
  readonly backfills = new Map<string, SimBackfill>()
  readonly ticks: SimTick[] = []
  readonly claimed = new Map<string, number>()
  readonly troubles = new Map<string, Map<string, Trouble>>()
  readonly arrivals: Arrival[] = []
  /** Plans that were refused at their start, because the lake had changed. */
  refused = 0

  version(dataset: string): number {
    return this.commits.filter((commit) => commit.dataset === dataset).length
  }

  committed(run: string): SimCommit | undefined {
    return this.commits.find((commit) => commit.run === run)
  }

  activeOf(dataset: string): SimBackfill | undefined {
    return [...this.backfills.values()].find(
      ({ items, state }) => !isEnd(state) && items.some((item) => item.dataset === dataset)
    )
  }
}

export const isEnd = (state: BackfillState): boolean => ['done', 'failed', 'cancelled', 'discarded'].includes(state)
