import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../lib/errors'

/** How often it is tried whether what happened can be written down again, in ms. */
export const WRITE_POLL_MS = 500

/**
 * Tries to write down what has happened until that succeeds: what stands in the lake must not be told otherwise. `stalled` hears of the
 * first attempt that went wrong. `cancelled` once `stop` fires.
 */
export async function untilWritten(
  write: () => Promise<void>,
  stop: AbortSignal,
  stalled: (error: unknown) => void
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await write()
      return
    } catch (error) {
      if (tries === 1) stalled(error)
    }
    await delay(WRITE_POLL_MS, undefined, { signal: stop }).catch(() => undefined)
    if (stop.aborted) throw new AppError('cancelled', 'It was stopped before this could be written down.')
  }
}
