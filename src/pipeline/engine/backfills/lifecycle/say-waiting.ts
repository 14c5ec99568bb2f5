import { toErrorData } from '../../../lib/errors'
import type { LiveBackfill } from './live-backfill'

/** In the backfill's own log: that nothing can be written down now, and why. */
export function sayWaiting(live: LiveBackfill, error: unknown): void {
  const { code, message } = toErrorData(error)
  live.waitFor(toErrorData(error))
  live.say(`It waits ${code === 'disk.full' ? 'for space' : 'until its state can be written'}: ${message}`)
}
