import type { RequestLimits } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { planted } from '../../lib/plant'
import type { Pace } from './pace'

type Limits = Pick<RequestLimits, 'concurrency' | 'perSecond'>

/** Lets no more requests of a connection be under way, and begin within a second, than its limits say. */
export class Limiter {
  #running = 0
  #next = 0
  readonly #waiting: (() => void)[] = []

  constructor(readonly limits: Limits) {}

  /** Runs the work once a place is free and its turn has come. */
  async run<T>(work: () => Promise<T>, pace: Pace, signal: AbortSignal): Promise<T> {
    await this.#enter()
    try {
      await this.#turn(pace, signal)
      return await work()
    } finally {
      this.#leave()
    }
  }

  /** Nothing begins before this moment (ms since the epoch): the server asked for a pause. */
  holdUntil(moment: number): void {
    this.#next = Math.max(this.#next, moment)
  }

  async #enter(): Promise<void> {
    if (this.#running >= this.limits.concurrency && !planted('no-limits')) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
      })
    } else this.#running += 1
  }

  /** A place is handed on as it is, so that nobody slips in between. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#running -= 1
    else next()
  }

  async #turn(pace: Pace, signal: AbortSignal): Promise<void> {
    throwIfAborted(signal)
    const now = pace.now()
    if ((this.limits.perSecond === undefined && this.#next <= now) || planted('no-limits')) return
    const mine = Math.max(now, this.#next)
    this.#next = mine + (this.limits.perSecond === undefined ? 0 : 1000 / this.limits.perSecond)
    if (mine > now) await pace.pause(mine - now, signal)
    throwIfAborted(signal)
  }
}

const shared = new Map<string, Limiter>()

/** One limiter for all work of a connection in this process; another set of limits is another limiter. */
export function limiterOf(name: string, origin: string, { concurrency, perSecond }: Limits): Limiter {
  const key = JSON.stringify([name, origin, concurrency, perSecond])
  const limiter = shared.get(key) ?? new Limiter({ concurrency, ...(perSecond === undefined ? {} : { perSecond }) })
  shared.set(key, limiter)
  return limiter
}
