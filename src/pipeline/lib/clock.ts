/** The engine's time. `now` is wall clock (ms since the epoch); `monotonic` measures durations (ms). */
export interface Clock {
  now(): number
  monotonic(): number
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

/** ms since the epoch → ISO 8601 with milliseconds and Z. */
export const toInstant = (ms: number): string => new Date(ms).toISOString()
