import { fromWallClock, toWallClock } from '../../../ui/wall-clock'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export interface Preset {
  name: 'hour' | 'evening' | 'morning'
  /** ms since the epoch. */
  at: number
}

/** An hour from now, 18:00 today while that is to come, and 09:00 tomorrow, by the clock of the zone. */
export function snoozePresets(zone: string, now: number): Preset[] {
  const day = (ms: number): string => toWallClock(ms, zone).slice(0, 10)
  const evening = fromWallClock(`${day(now)} 18:00`, zone)
  return [
    { name: 'hour', at: now + HOUR_MS },
    ...(evening > now ? [{ name: 'evening' as const, at: evening }] : []),
    { name: 'morning', at: fromWallClock(`${day(now + DAY_MS)} 09:00`, zone) }
  ]
}
