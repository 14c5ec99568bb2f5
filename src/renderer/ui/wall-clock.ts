import { formatInstant } from './format-time'

const DAY_MS = 86_400_000

/** ms since the epoch of a wall clock `YYYY-MM-DD HH:MM` in a zone; of an hour that occurs twice the earlier one, of a skipped one the hour after. */
export function fromWallClock(text: string, zone: string): number {
  const asUtc = Date.parse(`${text.replace(' ', 'T')}:00Z`)
  const offsetAt = (ms: number): number =>
    Date.parse(`${formatInstant(new Date(ms).toISOString(), zone).replace(' ', 'T')}Z`) - ms
  const early = asUtc - offsetAt(asUtc - DAY_MS)
  if (early + offsetAt(early) === asUtc) return early
  return asUtc - offsetAt(asUtc + DAY_MS)
}

/** `YYYY-MM-DD HH:MM` in a zone. */
export const toWallClock = (ms: number, zone: string): string => formatInstant(new Date(ms).toISOString(), zone).slice(0, 16)

/** What the user typed as a moment to come: `HH:MM` is the next such time, or a date with a time. Null where it is neither, or past. */
export function parseUntil(text: string, zone: string, now: number): number | null {
  const typed = text.trim()
  if (/^([01]?\d|2[0-3]):[0-5]\d$/.test(typed)) return nextTime(typed.padStart(5, '0'), zone, now)
  if (!/^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/.test(typed)) return null
  if (Number.isNaN(Date.parse(`${typed.replace(' ', 'T')}:00Z`))) return null
  const at = fromWallClock(typed, zone)
  return at <= now ? null : at
}

/** The next moment after `now` at which a clock of the zone shows `HH:MM`. */
export function nextTime(time: string, zone: string, now: number): number {
  const today = fromWallClock(`${toWallClock(now, zone).slice(0, 10)} ${time}`, zone)
  return today > now ? today : fromWallClock(`${toWallClock(now + DAY_MS, zone).slice(0, 10)} ${time}`, zone)
}

/** 08:00 of the next calendar day in the zone. */
export const tomorrowMorning = (zone: string, now: number): number =>
  fromWallClock(`${toWallClock(now + DAY_MS, zone).slice(0, 10)} 08:00`, zone)

/** A wall clock `YYYY-MM-DD HH:MM` without what goes without saying beside `today` (`YYYY-MM-DD`): its date today, its year this year. */
export function shortClock(clock: string, today: string): string {
  if (clock.startsWith(today)) return clock.slice(11, 16)
  return clock.slice(clock.startsWith(today.slice(0, 4)) ? 5 : 0, 16)
}
