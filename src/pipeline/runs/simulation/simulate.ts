import type { BackfillOnly, BackfillPlan } from '../../contract'
import { arrivals, BEGIN, END, FIRST_TICK } from './arrivals'
import { specs } from './datasets'
import { Durable } from './durable'
import { violations } from './invariants'
import { Random } from './random'
import { Crash, SimEngine, type Faults, type Plant } from './sim-engine'

export interface Outcome {
  violations: string[]
  crashes: number
  durable: Durable
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const QUIET = 30 * HOUR
const rough: Faults = { crash: 0.004, failure: 0.08, duplicate: 0.1 }
const calm: Faults = { crash: 0, failure: 0, duplicate: 0 }
const ways: readonly BackfillOnly[] = ['all', ['missing', 'failed'], ['stale'], ['missing', 'failed', 'stale']]

/** Nine days of schedules, people, crashes and a clock that is set, then calm in which all must come right. The same seed is the same days. */
export function simulate(seed: number, plant?: Plant): Outcome {
  const simulation = new Simulation(new Random(seed), plant)
  while (simulation.at < END) simulation.step()
  simulation.calmDown()
  return { violations: violations(simulation.durable), crashes: simulation.crashes, durable: simulation.durable }
}

class Simulation {
  readonly durable = new Durable()
  /** True time, ms since the epoch. */
  at = BEGIN
  crashes = 0
  readonly #random: Random
  readonly #rough: Faults
  #engine: SimEngine
  /** How far the clock is off. */
  #skew = 0
  /** A plan on somebody's screen. */
  #shown: { plan: BackfillPlan; until: number } | undefined

  constructor(random: Random, plant: Plant | undefined) {
    this.#random = random
    this.#rough = { ...rough, plant }
    this.#engine = new SimEngine(this.durable, random, this.#rough)
    this.durable.arrivals.push(...arrivals(random))
    this.durable.claimed.set('prices', BEGIN)
    this.durable.claimed.set('ticks', FIRST_TICK)
  }

  step(): void {
    const random = this.#random
    this.at += random.between(1, 90) * MINUTE
    // Asleep, or the application was closed.
    if (random.chance(0.01)) this.at += random.between(8, 40) * HOUR
    if (random.chance(0.02)) this.#skew = random.pick([0, 0, 24 * HOUR, -24 * HOUR, -HOUR]) ?? 0
    this.#alive(() => {
      this.#engine.turn(this.at, this.at + this.#skew)
      this.#person()
    })
  }

  calmDown(): void {
    this.#skew = 0
    this.#engine = new SimEngine(this.durable, this.#random, calm)
    this.#engine.start()
    this.#engine.resumeAll()
    this.#runUntil(END + QUIET)
    for (const { name } of specs) {
      const plan = this.#engine.plan(name, ['missing', 'failed', 'stale'], { follow: true }, this.at, this.at)
      if (plan !== undefined) this.#engine.startPlan(plan, this.at, this.at)
      this.#runUntil(this.at + HOUR)
    }
  }

  #runUntil(time: number): void {
    const isOpen = (): boolean => this.#engine.busy || this.durable.ticks.some(({ state }) => state === 'due')
    for (let turns = 0; (this.at < time || isOpen()) && turns < 10_000; turns++) {
      this.at += HOUR
      this.#engine.turn(this.at, this.at)
    }
  }

  /** A crash ends the engine; the next one takes up what it left, and may crash at that. */
  #alive(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Crash)) throw error
      this.crashes += 1
      this.#engine = new SimEngine(this.durable, this.#random, this.#rough)
      this.#alive(() => this.#engine.start())
    }
  }

  #person(): void {
    const random = this.#random
    const now = this.at + this.#skew
    if (this.#shown !== undefined && this.#shown.until <= this.at) {
      const { plan } = this.#shown
      this.#shown = undefined
      this.#engine.startPlan(plan, this.at, now)
    }
    if (this.#shown === undefined && random.chance(0.05)) {
      const name = random.pick(specs)?.name ?? ''
      const order = random.pick(['oldest', 'newest'] as const) ?? 'oldest'
      const plan = this.#engine.plan(name, random.pick(ways) ?? 'all', { follow: random.chance(0.8), order }, this.at, now)
      if (plan !== undefined) this.#shown = { plan, until: this.at + random.between(0, 120) * MINUTE }
    }
    const wish = random.pick(['pause', 'resume', 'resume', 'cancel'] as const)
    if (wish !== undefined && random.chance(0.06)) this.#engine.ask(wish)
  }
}
