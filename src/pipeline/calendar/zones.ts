import { fromEpochDay } from './days'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Clocks are looked at once in so long; no zone of the tz database changed its clocks twice within a week. */
const CELL_MS = 7 * DAY_MS

/** What is known of a zone's clocks: by cell, the offset that holds all through it, or the instants at which it changes. */
interface ZoneClock {
  offsetFrom: (at: number) => number
  cells: Map<number, Cell>
}
type Cell = { offset: number } | { changes: { at: number; before: number; after: number } }

const clocks = new Map<string, ZoneClock>()

/** What has to be added to an instant (ms since the epoch) to read it as UTC and see the zone's wall clock, in ms. */
export const offsetAt = (zone: string, at: number): number => offsetBy(clockOf(zone), at)

function offsetBy(clock: ZoneClock, at: number): number {
  const index = Math.floor(at / CELL_MS)
  let cell = clock.cells.get(index)
  if (cell === undefined) {
    cell = lookAt(clock, index * CELL_MS)
    clock.cells.set(index, cell)
  }
  if ('offset' in cell) return cell.offset
  return at < cell.changes.at ? cell.changes.before : cell.changes.after
}

/** Days since 1970-01-01 of the date that an instant has in a zone. */
export const dayIn = (zone: string, at: number): number => Math.floor((at + offsetAt(zone, at)) / DAY_MS)

/** The calendar date (`YYYY-MM-DD`) of an instant (ms since the epoch) in an IANA zone. */
export const dateIn = (zone: string, at: number): string => fromEpochDay(dayIn(zone, at))

/**
 * The first instant at which a zone's wall clock shows at least this minute of this day (days since 1970-01-01). A time that occurs twice
 * is its first occurrence; a time that the clocks leap over is the instant after the leap.
 */
export function instantOf(zone: string, day: number, minutes = 0): number {
  const wall = day * DAY_MS + minutes * MINUTE_MS
  const clock = clockOf(zone)
  const one = wall - offsetBy(clock, wall - DAY_MS)
  const two = wall - offsetBy(clock, wall + DAY_MS)
  if (one === two) return one
  const [earlier, later] = one < two ? [one, two] : [two, one]
  if (earlier + offsetBy(clock, earlier) === wall) return earlier
  if (later + offsetBy(clock, later) === wall) return later
  return changeBetween((at) => offsetBy(clock, at), earlier, later)
}

/** The first ms after `low` at which the offset is that of `high`. */
function changeBetween(offset: (at: number) => number, low: number, high: number): number {
  const after = offset(high)
  let [before, at] = [low, high]
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2)
    if (offset(middle) === after) at = middle
    else before = middle
  }
  return at
}

function lookAt({ offsetFrom }: ZoneClock, from: number): Cell {
  const [before, after] = [offsetFrom(from), offsetFrom(from + CELL_MS)]
  if (before === after) return { offset: before }
  return { changes: { at: changeBetween(offsetFrom, from, from + CELL_MS), before, after } }
}

function clockOf(zone: string): ZoneClock {
  let clock = clocks.get(zone)
  if (clock === undefined) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    clock = { cells: new Map(), offsetFrom: (at) => parseOffset(format.format(at)) }
    clocks.set(zone, clock)
  }
  return clock
}

const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/

function parseOffset(text: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = OFFSET.exec(text) ?? []
  const size = Number(hours) * 3_600_000 + Number(minutes) * MINUTE_MS + Number(seconds) * 1000
  return sign === '-' ? -size : size
}
