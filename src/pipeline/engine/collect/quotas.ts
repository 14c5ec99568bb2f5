import type { ConnectionTarget, QuotaState, RequestLimits } from '../../contract'
import { toInstant, type Clock } from '../../lib/clock'
import { planted } from '../../lib/plant'
import type { StateStore } from '../../store'
import { quotaDayAt } from './quota-day'
import { Turns } from './turns'

/** Requests of every connection, counted as they are made and kept over restarts. */
export class Quotas {
  readonly turns = new Turns()
  /** How often in a row a server took no more requests without saying why or until when. */
  private readonly refusals = new Map<string, number>()

  constructor(
    private readonly state: Pick<StateStore, 'quotas'>,
    private readonly clock: Clock
  ) {}

  /** Requests that may still be made of today's; null where nothing limits them. */
  left(connection: string, target: ConnectionTarget): number | null {
    const limits = limitsOf(target)
    if (limits === undefined) return null
    const now = this.clock.now()
    if (now < (this.state.quotas.exhaustedUntil(connection) ?? -Infinity)) return 0
    if (limits.perDay === undefined) return null
    return Math.max(0, limits.perDay - this.state.quotas.used(connection, quotaDayAt(limits, now).day))
  }

  /** When requests may be made again: as the server said, or when the next day of the quota begins; ms since the epoch. */
  resumesAt(connection: string, target: ConnectionTarget): number {
    const now = this.clock.now()
    const told = this.state.quotas.exhaustedUntil(connection) ?? -Infinity
    return told > now ? told : quotaDayAt(limitsOf(target) ?? SEOUL, now).endsAt
  }

  async count(connection: string, target: ConnectionTarget, requests: number): Promise<void> {
    const limits = limitsOf(target)
    if (limits !== undefined && requests > 0) {
      await this.state.quotas.add(connection, quotaDayAt(limits, this.clock.now()).day, requests)
    }
  }

  /**
   * The server said that there are no more, whatever was counted here; `until` as it said, but no later than the next day of the quota begins:
   * then it is asked again.
   */
  async exhaust(connection: string, target: ConnectionTarget, until = Infinity): Promise<void> {
    const { endsAt } = quotaDayAt(limitsOf(target) ?? SEOUL, this.clock.now())
    await this.state.quotas.exhaust(connection, planted('any-retry-after') && until < Infinity ? until : Math.min(until, endsAt))
  }

  /** The server took no more requests and said neither why nor until when: it is left alone for 1, 2, 4 … 60 minutes. */
  async refused(connection: string, target: ConnectionTarget): Promise<void> {
    const times = this.refusals.get(connection) ?? 0
    this.refusals.set(connection, times + 1)
    const minutes = planted('any-429-ends-the-day') ? Infinity : Math.min(MOST_MINUTES, 2 ** times)
    await this.exhaust(connection, target, this.clock.now() + minutes * 60_000)
  }

  /** The server answered all that it was asked. */
  answered(connection: string): void {
    this.refusals.delete(connection)
  }

  /** Of a connection or key that is another one now nothing was said yet; what was counted stays. */
  async forget(connection: string): Promise<void> {
    this.refusals.delete(connection)
    if (this.state.quotas.exhaustedUntil(connection) !== undefined) await this.state.quotas.exhaust(connection, 0)
  }

  /** Undefined of what has no requests to count. `waiting`: ids of backfills. */
  stateOf(connection: string, target: ConnectionTarget, waiting: string[]): QuotaState | undefined {
    const limits = limitsOf(target)
    if (limits === undefined) return undefined
    const now = this.clock.now()
    const exhausted = now < (this.state.quotas.exhaustedUntil(connection) ?? -Infinity)
    return {
      connection,
      used: this.state.quotas.used(connection, quotaDayAt(limits, now).day),
      perDay: limits.perDay ?? null,
      resetsAt: limits.perDay === undefined && !exhausted ? null : toInstant(this.resumesAt(connection, target)),
      exhausted,
      waiting
    }
  }
}

/** Of what is asked by request. */
export const limitsOf = (target: ConnectionTarget): RequestLimits | undefined =>
  target.kind === 'http' ? target.limits : undefined

const MOST_MINUTES = 60

/** Where a connection has no limits of its own that would say it. */
const SEOUL = { resetsAt: '00:05', zone: 'Asia/Seoul' }
