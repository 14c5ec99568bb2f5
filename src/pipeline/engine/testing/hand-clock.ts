import type { Clock } from '../../lib/clock'

/** A clock that is set by hand, in ms since the epoch; durations do not go by what it is set to. */
export interface HandClock extends Clock {
  set(to: number): void
}

/** Stands still, also for durations, until it is set or time is let pass. */
export function standingClock(at: number): HandClock & { pass(ms: number): void } {
  let now = at
  let passed = 0
  return {
    now: () => now,
    monotonic: () => passed,
    set: (to) => (now = to),
    pass: (ms) => {
      now += ms
      passed += ms
    }
  }
}

/** Runs on from what it is set to, so that what comes later shows a later time. */
export function runningClock(at: number): HandClock {
  let ahead = at - performance.now()
  return {
    now: () => Math.floor(performance.now() + ahead),
    monotonic: () => performance.now(),
    set: (to) => (ahead = to - performance.now())
  }
}
