import { literal } from './sql'

const DAY_MS = 86_400_000
const STEP_MS = 20 * DAY_MS
const START = Date.UTC(1970, 0, 2)
const END = Date.UTC(2037, 11, 31)

export interface SteadyZone {
  /** From this instant on (ms since the epoch) … */
  sinceMs: number
  /** … the zone is this far ahead of UTC, in seconds, for good. */
  offsetSeconds: number
}

const partsOf = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  })

function offsetSeconds(format: Intl.DateTimeFormat, ms: number): number {
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return (Date.UTC(year, month - 1, day, hour, minute, second) - ms) / 1000
}

/**
 * Where a zone has stopped changing its offset, plain arithmetic serves instead of the calendar library, 15 times faster:
 * Asia/Seoul has been 9 hours ahead since October 1988. Undefined where it still changes (America/New_York).
 */
export function steadyZone(zone: string): SteadyZone | undefined {
  const format = partsOf(zone)
  const last = offsetSeconds(format, END)
  let sinceMs = START
  for (let at = END; at >= START; at -= STEP_MS) {
    if (offsetSeconds(format, at) === last) continue
    sinceMs = at + STEP_MS
    break
  }
  return sinceMs > Date.UTC(2020, 0, 1) ? undefined : { sinceMs, offsetSeconds: last }
}

/** The calendar date of an instant in a zone. */
export function localDate(instant: string, zone: string): string {
  const byCalendar = `CAST(timezone(${literal(zone)}, ${instant}) AS DATE)`
  const steady = steadyZone(zone)
  if (steady === undefined) return byCalendar
  const us = `epoch_us(${instant})`
  const days = `CAST((${us} + ${steady.offsetSeconds * 1_000_000}) // 86400000000 AS INTEGER)`
  const inReach = `${us} BETWEEN ${steady.sinceMs * 1000} AND ${END * 1000}`
  return `CASE WHEN ${inReach} THEN DATE '1970-01-01' + ${days} ELSE ${byCalendar} END`
}

/** The instant of a wall-clock time in a zone; NULL for a time that the zone's clocks skipped. */
export function instantOf(wall: string, zone: string): string {
  const byCalendar = `timezone(${literal(zone)}, ${wall})`
  const checked = `CASE WHEN timezone(${literal(zone)}, ${byCalendar}) = ${wall} THEN ${byCalendar} END`
  const steady = steadyZone(zone)
  if (steady === undefined) return checked
  const us = `epoch_us(${wall})`
  const offset = steady.offsetSeconds * 1_000_000
  const inReach = `${us} BETWEEN ${steady.sinceMs * 1000 + 2 * 86_400_000_000} AND ${END * 1000}`
  return `CASE WHEN ${inReach} THEN make_timestamptz(${us} - ${offset}) ELSE ${checked} END`
}

/** Instants (ms) between which the wall clock of a zone shows times from `from` to `to` (ms, as if in UTC), with room for a change of the clocks. */
export function instantsAround(from: number, to: number, zone: string): [number, number] {
  const steady = steadyZone(zone)
  if (steady !== undefined && from - DAY_MS > steady.sinceMs && to < END) {
    return [from - steady.offsetSeconds * 1000, to - steady.offsetSeconds * 1000]
  }
  const format = partsOf(zone)
  return [from - offsetSeconds(format, from) * 1000 - DAY_MS / 8, to - offsetSeconds(format, to) * 1000 + DAY_MS / 8]
}
