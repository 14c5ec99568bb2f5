import { AppError } from '../../lib/errors'
import { start, tell } from './backfills'
import { calm, Chaos, Crash, rough, type Faults } from './chaos'
import { specs } from './datasets'
import { Durable } from './durable'
import { turn } from './engine'
import { holes, notAskedAgain, violations } from './invariants'
import { Person } from './people'
import type { Plant } from './plants'
import { Process } from './process'
import { Random } from './random'
import { recover } from './recover'
import { BEGIN, END, Sources } from './sources'
import { Witness } from './witness'

export interface Outcome {
  violations: string[]
  crashes: number
  durable: Durable
  witness: Witness
}

/** What is left out to find the shortest story of a seed that goes wrong. */
export interface Days {
  /** The protection that the engine is without. */
  plant?: Plant | undefined
  /** Steps before it gets calm. */
  steps?: number | undefined
  faults?: Partial<Faults> | undefined
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const QUIET = 30 * HOUR

/** Nine days of schedules, people, crashes and a clock that is set, then calm in which all must come right. The same seed is the same days. */
export function simulate(seed: number, days: Days = {}): Outcome {
  const simulation = new Simulation(new Random(seed), days)
  for (let step = 0; step < (days.steps ?? Infinity) && simulation.at < END; step++) simulation.step()
  const missing = simulation.calmDown()
  const { durable, witness, crashes } = simulation
  return { violations: [...witness.wrong, ...violations(durable), ...missing], crashes, durable, witness }
}

class Simulation {
  readonly durable: Durable
  readonly witness = new Witness()
  /** True time, ms since the epoch. */
  at = BEGIN
  crashes = 0
  readonly #chaos: Chaos
  readonly #person = new Person()
  #process: Process
  /** How far the clock is off. */
  #skew = 0

  constructor(random: Random, { plant, faults }: Days) {
    this.durable = new Durable(new Sources(random))
    this.#chaos = new Chaos(random, { ...rough, ...faults }, plant)
    this.#process = new Process(this.durable, this.#chaos, this.witness)
  }

  step(): void {
    const { random } = this.#chaos
    this.at += random.between(1, 90) * MINUTE
    // Asleep, or the application was closed.
    if (random.chance(0.01)) this.at += random.between(8, 40) * HOUR
    if (random.chance(0.02)) this.#skew = random.pick([0, 0, 24 * HOUR, -24 * HOUR, -HOUR]) ?? 0
    this.#alive(() => {
      turn(this.#tick())
      this.#person.act(this.#process)
    })
  }

  /** Returns what is not there once all that is missing, failed or stale was made. */
  calmDown(): string[] {
    this.#skew = 0
    const { random, plant } = this.#chaos
    this.#process = new Process(this.durable, new Chaos(random, calm, plant), this.witness)
    this.at = Math.max(this.at, END)
    recover(this.#tick())
    this.#runUntil(Math.max(END + QUIET, (this.durable.sources.arrivals.at(-1)?.at ?? 0) + HOUR))
    const late = notAskedAgain(this.durable)
    for (const { name } of specs) this.#make(name, ['missing', 'failed', 'stale'])
    const missing = [...late, ...holes(this.durable)]
    // A source that was sent again is read again only where somebody asks for it.
    for (const { name } of specs) this.#make(name, 'all')
    return missing
  }

  #make(name: string, only: 'all' | ('missing' | 'failed' | 'stale')[]): void {
    try {
      start(this.#tick(), { selection: { name, only }, options: { follow: true, publish: 'direct' }, trigger: 'person' })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
    this.#runUntil(this.at + HOUR)
  }

  #runUntil(time: number): void {
    const isOpen = (): boolean => this.#process.live.size > 0 || this.durable.ticks().some(({ state }) => state === 'due')
    for (let turns = 0; (this.at < time || isOpen()) && turns < 2_000; turns++) {
      this.at += HOUR
      turn(this.#tick())
      this.#decide()
    }
  }

  /** Nothing is left undecided. */
  #decide(): void {
    for (const live of [...this.#process.live.values()]) {
      if (live.record.state === 'staged') tell(this.#process, live, { kind: 'publish' })
      if (live.record.state === 'paused') tell(this.#process, live, { kind: 'resume' })
    }
  }

  #tick(): Process {
    return Object.assign(this.#process, { at: this.at, now: this.at + this.#skew })
  }

  /** A crash ends the engine; the next one takes up what it left, and may crash at that. */
  #alive(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Crash)) throw error
      this.crashes += 1
      this.witness.tell(this.at, 'the engine dies')
      this.#process = new Process(this.durable, this.#chaos, this.witness)
      this.#alive(() => recover(this.#tick()))
    }
  }
}
