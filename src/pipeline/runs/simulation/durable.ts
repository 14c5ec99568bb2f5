import { backfillEnds, type Backfill, type ErrorData, type LoadResult, type RunRecord, type ScheduleTick } from '../../contract'
import type { SourceFile } from '../types'
import type { MadeUnit } from '../units'
import { SimLake } from './lake'
import type { Sources } from './sources'

/** What the state database keeps of a backfill. */
export type SimBackfill = Pick<Backfill, 'id' | 'dataset' | 'state' | 'plan' | 'items' | 'trigger' | 'error'> & {
  /** Of the plan that was shown to whoever started it. */
  shown: string | undefined
  /** The files of its source as they were listed for the plan. */
  files: readonly SourceFile[]
}

/** What a unit staged for a review. */
export interface SimStaged extends MadeUnit {
  run: string
  dataset: string
}

export interface Trouble {
  state: 'failed' | 'refused'
  error: ErrorData
}

/** All that outlives a crash: the lake's log, the state database, staged files and the sources. */
export class Durable {
  readonly lake = new SimLake()
  readonly runs = new Map<string, RunRecord>()
  readonly backfills = new Map<string, SimBackfill>()
  readonly staged = new Map<string, SimStaged[]>()
  /** What runs were about to commit. */
  readonly journal = new Map<string, LoadResult>()
  /** Which runs each undo took back. */
  readonly undone = new Map<string, readonly string[]>()
  /** How many names were given. */
  ids = 0
  readonly #ticks = new Map<string, ScheduleTick>()
  readonly #troubles = new Map<string, Map<string, Trouble>>()

  constructor(readonly sources: Sources) {}

  putTick(tick: ScheduleTick): void {
    this.#ticks.set(`${tick.dataset} ${tick.interval}`, tick)
  }

  /** Claimed once: whoever comes second finds it taken. */
  claimTick(tick: ScheduleTick): void {
    if (!this.#ticks.has(`${tick.dataset} ${tick.interval}`)) this.putTick(tick)
  }

  /** In the order of their due times. */
  ticks(dataset?: string): ScheduleTick[] {
    const own = [...this.#ticks.values()].filter((tick) => dataset === undefined || tick.dataset === dataset)
    return own.sort((a, b) => (a.dueAt + a.interval < b.dueAt + b.interval ? -1 : 1))
  }

  /** A run is written down, at its start and at its end; what it says of partitions is their newest trouble, or that there is none. */
  putRun(run: RunRecord, dts: readonly string[]): void {
    this.runs.set(run.id, run)
    const own = this.#troubles.get(run.dataset) ?? new Map<string, Trouble>()
    this.#troubles.set(run.dataset, own)
    const { state, error } = run
    if ((state === 'failed' || state === 'refused') && error !== undefined) for (const dt of dts) own.set(dt, { state, error })
    if (state === 'done' || (state === 'unchanged' && run.staged !== true)) for (const { dt } of run.partitions) own.delete(dt)
  }

  troubles(dataset: string): ReadonlyMap<string, Trouble> {
    return this.#troubles.get(dataset) ?? new Map()
  }

  active(): SimBackfill[] {
    return [...this.backfills.values()].filter(({ state }) => !backfillEnds.includes(state))
  }
}
