import { useSyncExternalStore } from 'react'
import { createStore } from 'zustand/vanilla'
import { subscribe } from './subscriptions'

/** The engine's time, in whole seconds since the epoch; null until it has told it. The window's own clock is never asked. */
const ticking = createStore<{ seconds: number | null }>(() => ({ seconds: null }))

/** Follows the engine's clock: told with each status, carried on by the second in between. */
export function watchClock(): () => void {
  let offset: number | null = null
  const tick = (): void => {
    if (offset !== null) ticking.setState({ seconds: Math.floor((performance.now() + offset) / 1_000) })
  }
  const stop = subscribe('engine.status', () => ({}), {
    event: ({ now }) => {
      offset = Date.parse(now) - performance.now()
      tick()
    }
  })
  const timer = setInterval(tick, 1_000)
  return () => {
    stop()
    clearInterval(timer)
  }
}

const MINUTE_MS = 60_000

const secondsNow = (): number | null => ticking.getState().seconds

/** The engine's time in ms, to the second; undefined before it is known. */
export function useNow(): number | undefined {
  const seconds = useSyncExternalStore(ticking.subscribe, secondsNow)
  return seconds === null ? undefined : seconds * 1_000
}

const minutesNow = (): number | null => {
  const { seconds } = ticking.getState()
  return seconds === null ? null : Math.floor(seconds / 60)
}

/** The engine's time in ms, to the minute: for what would be drawn anew too often by the second. */
export function useMinute(): number | undefined {
  const minutes = useSyncExternalStore(ticking.subscribe, minutesNow)
  return minutes === null ? undefined : minutes * MINUTE_MS
}
