import type { Clock } from '../../lib/clock'

/** Messages that a client may send at once, and each second after that. */
const BURST = 2_000
const PER_SECOND = 1_000

/** A bucket of tokens: false once a client says more than it may. */
export function rateLimit(clock: Clock): () => boolean {
  let tokens = BURST
  let at = clock.monotonic()
  return () => {
    const now = clock.monotonic()
    tokens = Math.min(BURST, tokens + ((now - at) / 1_000) * PER_SECOND)
    at = now
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
