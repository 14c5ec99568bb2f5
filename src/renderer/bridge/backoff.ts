/** Delay before attempt `n` (0-based) to reach the engine again, in ms: quick first, never above five seconds. */
export const backoff = (attempt: number): number => Math.min(5_000, 150 * 2 ** Math.min(attempt, 10))
