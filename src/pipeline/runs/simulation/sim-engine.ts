import type { BackfillOnly, BackfillOptions, BackfillPlan, ErrorData } from '../../contract'
import { AppError } from '../../lib/errors'
import { apply, begin, nextRetryAt, nextUnits, restore, unitWork, type Execution, type ExecutionEvent } from '../execution'
import { planBackfill } from '../plan'
import { dueTicks, nextDue } from '../schedule'
import type { World } from '../types'
import { calendarOf, policies, specs } from './datasets'
import { isEnd, type Durable, type SimBackfill, type SimRun, type SimTick, type Trouble } from './durable'
import { loadPartition, makePartition } from './publish'
import type { Random } from './random'
import { worldOf } from './world-of'

/** What a backfill is begun with. */
type Given = Pick<SimBackfill, 'plan' | 'intervals'>

/** The process died here. */
export class Crash extends Error {}

/** A unit at work, and when (true time) its worker answers. */
interface Flight {
  backfill: string
  unit: number
  run: string
  endsAt: number
}

export interface Faults {
  crash: number
  failure: number
  duplicate: number
  /** What is wrong with the engine itself, for the invariants to find. */
  plant?: Plant | undefined
}

/** `claim-only`: what is claimed is not written down · `give-again`: what a dead engine gave is given again · `no-record`: runs are not written down
 * when they start · `one-too-few`: the last partition of a plan is left out. */
export type Plant = 'claim-only' | 'give-again' | 'no-record' | 'one-too-few'

/** An engine over durable state: what is in its fields dies with it. */
export class SimEngine {
  readonly #durable: Durable
  readonly #random: Random
  readonly #faults: Faults
  readonly #executions = new Map<string, Execution>()
  /** When each schedule is asked again: cron is dear to reckon at every turn. */
  readonly #next = new Map<string, number>()
  #flights: Flight[] = []

  constructor(durable: Durable, random: Random, faults: Faults) {
    this.#durable = durable
    this.#random = random
    this.#faults = faults
  }

  /** Takes up what an engine before it left. */
  start(): void {
    for (const run of this.#durable.runs.values()) {
      if (run.state === 'running') run.state = this.#durable.committed(run.id) === undefined ? 'interrupted' : 'done'
    }
    if (this.#faults.plant !== 'give-again') this.#settleGiven()
    for (const { id, plan, state, items } of this.#durable.backfills.values()) {
      if (isEnd(state)) continue
      const committed = items.flatMap((item) => this.#resultsOf(item.attempts.at(-1), item.dataset, item.dt))
      this.#keep(id, apply(restore(plan, policies, { state, items }), { kind: 'engine-restarted', committed }))
    }
  }

  /** What a dead engine gave to a backfill without noting it. */
  #settleGiven(): void {
    for (const { id, intervals, plan } of this.#durable.backfills.values()) {
      const given = this.#durable.ticks.filter(
        ({ dataset, interval, state }) => state === 'due' && dataset === plan.selection.name && intervals.includes(interval)
      )
      for (const tick of given) Object.assign(tick, { state: 'run', backfill: id })
    }
  }

  #resultsOf(
    run: string | undefined,
    dataset: string,
    dt: string
  ): { dataset: string; dt: string; state: 'ok'; rowsAfter: number }[] {
    const commit = run === undefined ? undefined : this.#durable.committed(run)
    const found = commit?.partitions.find((partition) => partition.dt === dt)
    return found === undefined ? [] : [{ dataset, dt, state: 'ok', rowsAfter: found.rows }]
  }

  /** One look at the schedule, at the workers and at what may start. `at` is true time, `now` what the clock says. */
  turn(at: number, now: number): void {
    for (const { name, schedule } of specs) if (schedule !== undefined) this.#schedule(name, at, now)
    for (const flight of this.#flights.filter(({ endsAt }) => endsAt <= at)) this.#land(flight, at, now)
    for (const id of [...this.#executions.keys()]) this.#advance(id, at)
  }

  get busy(): boolean {
    return this.#executions.size > 0
  }

  plan(
    name: string,
    only: BackfillOnly,
    options: BackfillOptions,
    at: number,
    now: number,
    dts?: string[]
  ): BackfillPlan | undefined {
    try {
      return planBackfill(worldOf(this.#durable, at, now), { name, only, ...(dts === undefined ? {} : { dts }) }, options)
    } catch (error) {
      if (error instanceof AppError && error.code === 'plan.future') return undefined
      throw error
    }
  }

  /** A plan that still holds starts; one that does not is refused, and nothing runs. */
  startPlan(shown: BackfillPlan, at: number, now: number, intervals: readonly string[] = []): string | undefined {
    const { name, only, dts } = shown.selection
    const plan = this.plan(name, only, shown.options, at, now, dts)
    if (plan === undefined || plan.obstacles.length > 0) return undefined
    if (plan.hash !== shown.hash) {
      this.#durable.refused += 1
      return undefined
    }
    const id = `b${this.#durable.backfills.size}`
    const execution = begin(plan, policies)
    const fewer = this.#faults.plant === 'one-too-few' ? { ...execution, items: execution.items.slice(0, -1) } : execution
    this.#keep(id, fewer, { plan, intervals })
    return id
  }

  ask(kind: 'pause' | 'resume' | 'cancel'): void {
    const id = this.#random.pick([...this.#executions.keys()])
    if (id === undefined) return
    this.#apply(id, { kind })
    if (kind === 'cancel') this.#flights.filter(({ backfill }) => backfill === id).forEach((flight) => (flight.endsAt = 0))
  }

  resumeAll(): void {
    for (const id of [...this.#executions.keys()]) this.#apply(id, { kind: 'resume' })
  }

  #schedule(dataset: string, at: number, now: number): void {
    const { ticks, claimed } = this.#durable
    const spec = specs.find(({ name }) => name === dataset)
    if (spec === undefined || this.#durable.activeOf(dataset) !== undefined) return
    const due = now < (this.#next.get(dataset) ?? -Infinity) ? [] : dueTicks(spec, calendarOf(dataset), claimed.get(dataset), now)
    const newest = due.at(-1)
    if (newest !== undefined) {
      // One transaction: a tick is claimed with its record, or not at all.
      claimed.set(dataset, newest.dueAt)
      this.#next.set(dataset, nextDue(spec, calendarOf(dataset), newest.dueAt)?.at ?? Infinity)
      for (const { interval, dueAt } of this.#faults.plant === 'claim-only' ? due.slice(1) : due) {
        ticks.push({ dataset, interval: interval.id, dt: interval.dt, dueAt, state: 'due', reason: null, backfill: null })
      }
    }
    this.#mayCrash()
    const open = ticks.filter((tick) => tick.dataset === dataset && tick.state === 'due')
    if (open.length > 0) this.#runTicks(dataset, open, at, now)
  }

  #runTicks(dataset: string, open: readonly SimTick[], at: number, now: number): void {
    const dts = [...new Set(open.map(({ dt }) => dt))]
    const plan = this.plan(dataset, 'all', { follow: true }, at, now, dts)
    if (plan !== undefined && plan.obstacles.length > 0) return
    const intervals = open.map(({ interval }) => interval)
    const id = plan === undefined ? undefined : this.startPlan(plan, at, now, intervals)
    // The backfill is durable before its intervals are noted, one by one: a crash may come between any two.
    this.#mayCrash()
    for (const tick of open) {
      Object.assign(tick, id === undefined ? { state: 'failed', reason: 'plan.future' } : { state: 'run', backfill: id })
      this.#mayCrash()
    }
  }

  #advance(id: string, at: number): void {
    const execution = this.#executions.get(id)
    if (execution === undefined) return
    const retryAt = nextRetryAt(execution)
    if (retryAt !== undefined && retryAt <= at) this.#apply(id, { kind: 'retry-due', at })
    for (const unit of nextUnits(this.#executions.get(id) ?? execution)) this.#take(id, unit, at)
  }

  #take(backfill: string, unit: number, at: number): void {
    const execution = this.#executions.get(backfill)
    if (execution === undefined) return
    const { dataset, dts } = unitWork(execution, unit)
    const run = `r${this.#durable.runs.size}`
    for (const other of this.#durable.runs.values()) {
      const overlap = other.state === 'running' && other.dataset === dataset && other.dts.some((dt) => dts.includes(dt))
      if (overlap) throw new Error(`${run} and ${other.id} are both at work on ${dataset} ${dts.join()}`)
    }
    const written = this.#faults.plant === 'no-record' && this.#random.chance(0.1) ? `lost-${run}` : run
    this.#durable.runs.set(written, { id: written, backfill, dataset, dts, state: 'running' })
    this.#apply(backfill, { kind: 'unit-started', unit, run })
    this.#flights.push({ backfill, unit, run, endsAt: at + this.#random.between(1, 90) * 60_000 })
    this.#mayCrash()
  }

  /** The worker answers: the unit is committed and its results are taken, or it failed; a crash may come between any two steps. */
  #land(flight: Flight, at: number, now: number): void {
    const { backfill, unit, run } = flight
    const record = this.#durable.runs.get(run)
    this.#flights = this.#flights.filter((other) => other !== flight)
    if (record === undefined) return
    const wrong = this.#wrongWith(flight, record, at)
    if (wrong !== undefined) {
      record.state = wrong.outcome
      this.#apply(backfill, { kind: 'unit-failed', unit, at, ...wrong })
      return
    }
    this.#mayCrash()
    this.#commit(flight, record.dataset, record.dts, worldOf(this.#durable, at, now), at)
    this.#mayCrash()
    for (const dt of record.dts)
      for (const result of this.#resultsOf(run, record.dataset, dt)) this.#apply(backfill, { kind: 'partition', result })
    record.state = 'done'
    this.#mayCrash()
    this.#apply(backfill, { kind: 'unit-ended', unit, at })
  }

  /** What keeps a unit from its commit: it was cancelled, something broke, or its source has not sent what must be there. */
  #wrongWith(
    { backfill }: Flight,
    { dataset, dts }: SimRun,
    at: number
  ): { outcome: Trouble['state']; error: ErrorData } | undefined {
    if (this.#executions.get(backfill)?.state === 'cancelling') return { outcome: 'cancelled', error: errorOf('cancelled') }
    const faults = ['http.status', 'disk.full', 'sql.resources'] as const
    if (this.#random.chance(this.#faults.failure)) return { outcome: 'failed', error: errorOf(this.#random.pick(faults)) }
    const late = dts.some((dt) => mustHaveRows(dataset) && loadPartition(this.#durable, at, dataset, dt).rows === 0)
    return late ? { outcome: 'refused', error: errorOf('check.empty') } : undefined
  }

  #commit({ run, backfill }: Flight, dataset: string, dts: readonly string[], world: World, at: number): void {
    const version = this.#durable.version(dataset) + 1
    const partitions = dts.map((dt) => makePartition(this.#durable, world, at, dataset, dt))
    this.#durable.commits.push({ dataset, version, run, backfill, partitions })
    for (const dt of dts) this.#durable.troubles.get(dataset)?.delete(dt)
  }

  /** Some events come twice. */
  #apply(id: string, event: ExecutionEvent): void {
    for (let times = this.#random.chance(this.#faults.duplicate) ? 2 : 1; times > 0; times--) {
      const execution = this.#executions.get(id)
      if (execution !== undefined) this.#keep(id, apply(execution, event))
    }
    this.#mayCrash()
  }

  #keep(id: string, execution: Execution, given: Given | undefined = this.#durable.backfills.get(id)): void {
    const { state, items } = execution
    if (given === undefined) return
    this.#durable.backfills.set(id, { id, plan: given.plan, intervals: given.intervals, state, items })
    for (const { dataset, dt, state: ended, error, attempts } of items) {
      if (attempts.length === 0 || (ended !== 'failed' && ended !== 'refused' && ended !== 'cancelled')) continue
      const troubles = this.#durable.troubles.get(dataset) ?? new Map<string, Trouble>()
      this.#durable.troubles.set(dataset, troubles.set(dt, { state: ended, error: error ?? errorOf('internal') }))
    }
    if (isEnd(state)) this.#executions.delete(id)
    else this.#executions.set(id, execution)
  }

  #mayCrash(): void {
    if (this.#random.chance(this.#faults.crash)) throw new Crash()
  }
}

const errorOf = (code: ErrorData['code'] = 'internal'): ErrorData => ({
  code,
  message: 'It went wrong in the simulation.',
  retriable: false
})

/** A trading day without a row is a late source; an hour without a tick is a quiet one. */
const mustHaveRows = (dataset: string): boolean => dataset === 'prices'
