import type { Services } from '../services'

/** More than this and a clock did not just drift, in ms. */
const SKEW_MS = 5 * 60_000

/** Says in the log when the clock was set, or the machine slept: schedules go by what it shows now. */
export class SkewWatch {
  private before: number | undefined

  constructor(private readonly services: Pick<Services, 'clock' | 'logger'>) {}

  look(): void {
    const { clock, logger } = this.services
    const apart = clock.now() - clock.monotonic()
    const jumped = this.before === undefined ? 0 : apart - this.before
    this.before = apart
    if (Math.abs(jumped) > SKEW_MS) logger.warn('the clock was set, or the machine slept', { jumpedMs: Math.round(jumped) })
  }
}
