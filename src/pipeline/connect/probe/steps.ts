import type { ConnectionTarget, ConnectionTest } from '../../contract'
import { AppError, toErrorData } from '../../lib/errors'

type Step = ConnectionTest['steps'][number]
export type StepName = Step['step']

/** The steps of each kind, in their order. */
const ORDER: Record<ConnectionTarget['kind'], readonly StepName[]> = {
  http: ['spec', 'secrets', 'resolve', 'connect', 'tls', 'login', 'answer'],
  mysql: ['spec', 'secrets', 'resolve', 'connect', 'tls', 'login', 'rights'],
  s3: ['spec', 'secrets', 'resolve', 'connect', 'tls', 'login', 'rights']
}

/** What was tried so far, and how it went. After a failure nothing more is tried. */
export class Steps {
  private readonly done = new Map<StepName, Step>()
  ok = true
  /** Made so far, of those that a quota counts. */
  requests = 0

  constructor(readonly signal: AbortSignal) {}

  /** Does a step unless one before it failed; answers what it made, or undefined. `work` tells the detail, alone or with what it made. */
  async take<T = undefined>(step: StepName, work: () => Promise<string | { detail: string; made: T }>): Promise<T | undefined> {
    if (!this.ok) return undefined
    const started = performance.now()
    try {
      this.signal.throwIfAborted()
      const told = await work()
      const detail = typeof told === 'string' ? told : told.detail
      this.done.set(step, { step, state: 'ok', ms: since(started), detail })
      return typeof told === 'string' ? undefined : told.made
    } catch (error) {
      this.fail(step, error, since(started))
      return undefined
    }
  }

  /** Says that a step went well, or was not needed, where another told so. */
  note(step: StepName, state: 'ok' | 'skipped', detail: string): void {
    if (this.ok) this.done.set(step, { step, state, ms: 0, detail })
  }

  fail(step: StepName, error: unknown, ms = 0): void {
    const told = toErrorData(this.timedOut() ? tooLong() : error)
    this.done.set(step, { step, state: 'failed', ms, detail: told.message, error: told })
    this.ok = false
  }

  /** Every step of a kind; those that were not tried are `skipped`. */
  list(kind: ConnectionTarget['kind']): Step[] {
    return ORDER[kind].map((step) => this.done.get(step) ?? { step, state: 'skipped', ms: 0, detail: '' })
  }

  private timedOut(): boolean {
    return this.signal.aborted && this.signal.reason instanceof DOMException && this.signal.reason.name === 'TimeoutError'
  }
}

const since = (started: number): number => Math.round(performance.now() - started)

const tooLong = (): AppError =>
  new AppError('timeout', 'It did not answer within 30 s.', {
    hint: 'Check that the host is the right one and a firewall lets this machine through.',
    retriable: true
  })
