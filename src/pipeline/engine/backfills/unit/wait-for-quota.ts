import { setTimeout as delay } from 'node:timers/promises'
import type { ErrorData } from '../../../contract'
import { throwIfAborted } from '../../../lib/abort'
import { toInstant } from '../../../lib/clock'
import { AppError, toErrorData } from '../../../lib/errors'
import type { Collection } from '../../collect/collect-files'
import type { LiveBackfill } from '../lifecycle/live-backfill'
import type { UnitJob } from './make-unit'

/** However the clock is set meanwhile, it is looked at so often, in ms. */
const LOOK_MS = 500

/**
 * Waits in flight until requests may be made again, seen in the backfill. A cancel and a closing engine end it (`cancelled`); where the
 * backfill is to pause the unit is left, to wait again when it goes on.
 */
export const waitForQuota =
  ({ live, work, job, attempt, services: { clock } }: UnitJob): Collection['wait'] =>
  async (error, until, freed) => {
    const over = (): boolean => clock.now() >= until || freed()
    const text = `${error.message} It goes on at ${toInstant(until)}.`
    attempt.book.say(text)
    live.say(text)
    live.holdUp(work.unit, toErrorData(error))
    void live.settled()
    job.progress({ phase: 'waiting', subject: toInstant(until) })
    try {
      while (!over()) {
        throwIfAborted(job.signal)
        if (live.execution.state === 'pausing') throw left()
        await untilStirred(live, job.signal, over)
      }
    } finally {
      live.holdUp(work.unit, undefined)
    }
    attempt.book.say('It goes on.')
  }

/** Until the backfill changes, it is stopped, or what is waited for is `over`. */
async function untilStirred(live: LiveBackfill, stop: AbortSignal, over: () => boolean): Promise<void> {
  const stirred = new AbortController()
  void live.changed().then(() => stirred.abort())
  const signal = AbortSignal.any([stirred.signal, stop])
  while (!signal.aborted && !over()) await delay(LOOK_MS, undefined, { signal }).catch(() => undefined)
}

const left = (): AppError =>
  new AppError('cancelled', 'It was paused while it waited for its quota.', { retriable: true, details: { left: true } })

/** Whether a unit was given up to be taken up again. */
export const isLeft = ({ code, details }: Pick<ErrorData, 'code' | 'details'>): boolean =>
  code === 'cancelled' && details?.['left'] === true
