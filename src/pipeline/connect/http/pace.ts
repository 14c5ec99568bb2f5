import { setTimeout as wait } from 'node:timers/promises'
import { throwIfAborted } from '../../lib/abort'

/** How a client waits and how often it tries; tests wait no time and see how long it would have been. */
export interface Pace {
  now: () => number
  pause: (ms: number, signal: AbortSignal) => Promise<void>
  /** 0–1, so that clients that failed together do not come back together. */
  random: () => number
  tries: number
}

export const realPace: Pace = {
  now: Date.now,
  pause: async (ms, signal) => {
    await wait(ms, undefined, { signal }).catch(() => throwIfAborted(signal))
  },
  random: Math.random,
  tries: 5
}
