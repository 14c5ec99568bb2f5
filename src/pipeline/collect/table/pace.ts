import { setTimeout } from 'node:timers/promises'
import type { TableCollect } from '../../contract'
import { dayIn, instantOf, offsetAt } from '../../calendar'
import { systemClock, type Clock } from '../../lib/clock'
import { AppError } from '../../lib/errors'

/** Time as a collection feels it. */
export interface Pace extends Clock {
  /** Resolves after `ms`; `cancelled` where the signal fires before. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
}

export const systemPace: Pace = {
  ...systemClock,
  async wait(ms, signal) {
    try {
      await setTimeout(ms, undefined, { signal })
    } catch {
      throw new AppError('cancelled', 'It was cancelled.')
    }
  }
}

const DAY_MINUTES = 1440
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** When the pause that holds `now` (ms since the epoch) ends; undefined outside of every pause. A pause may go over midnight. */
export function pauseEnd(pauses: TableCollect['pause'], zone: string, now: number): number | undefined {
  const today = dayIn(zone, now)
  const minute = Math.floor((now + offsetAt(zone, now)) / 60_000) - today * DAY_MINUTES
  const ends = pauses.flatMap((pause) => {
    const [from, to] = [minutesOf(pause.from), minutesOf(pause.to)]
    if (from <= to) return minute >= from && minute < to ? [instantOf(zone, today, to)] : []
    if (minute >= from) return [instantOf(zone, today + 1, to)]
    return minute < to ? [instantOf(zone, today, to)] : []
  })
  return ends.length === 0 ? undefined : Math.max(...ends)
}

/** Ms to wait until `rows` read since `since` (monotonic ms) are no more than `rowsPerSecond` allows. */
export const aheadOf = (rowsPerSecond: number | undefined, rows: number, since: number, now: number): number =>
  rowsPerSecond === undefined ? 0 : Math.max(0, since + (rows * 1000) / rowsPerSecond - now)
