import { clockJump, type ClockJump } from '../../contract'
import { toInstant } from '../../lib/clock'
import { DRIFT_MS } from '../../runs/schedule'
import type { Services } from '../services'

/** So long people are told, in ms. */
const TOLD_MS = 86_400_000
const KEY = 'clock.jump'

/** Notes when the clock was set, or the machine slept: schedules go by what it shows now. */
export class SkewWatch {
  private before: number | undefined

  constructor(private readonly services: Pick<Services, 'clock' | 'logger' | 'state'>) {}

  /** True where it was set since the last look; that is durable then. */
  async look(): Promise<boolean> {
    const { clock, logger, state } = this.services
    const apart = clock.now() - clock.monotonic()
    const by = this.before === undefined ? 0 : Math.round(apart - this.before)
    this.before = apart
    if (Math.abs(by) <= DRIFT_MS) return false
    logger.warn('the clock was set, or the machine slept', { jumpedMs: by })
    await state.settings.put(KEY, { at: toInstant(clock.now()), by } satisfies ClockJump)
    return true
  }
}

/** The last time that the clock was set, where people are still to be told. */
export function lastJump({ state, clock }: Pick<Services, 'clock' | 'state'>): ClockJump | undefined {
  const last = state.settings.get(KEY, clockJump)
  return last !== undefined && Math.abs(clock.now() - Date.parse(last.at)) < TOLD_MS ? last : undefined
}
