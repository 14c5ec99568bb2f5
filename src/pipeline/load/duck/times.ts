import { localDate, instantOf } from './zones'
import { literal } from './sql'

const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const clockWith = (point: string): string => `([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}(${point}[0-9]{1,6}0*)?)?`
const CLOCK = clockWith('[.,]')
/** UTC−12:00 to UTC+14:00: no place on earth keeps another. */
const OFFSET = '(Z|z|[+](0[0-9]|1[0-3])(:?[0-5][0-9])?|[+]14(:?00)?|-(0[0-9]|1[01])(:?[0-5][0-9])?|-12(:?00)?)'

/** Text → DATE: ISO 8601, or by a strptime pattern that leaves no time of day. */
export function dateOf(x: string, format: string | undefined): string {
  if (format === undefined) {
    return `CASE WHEN length(${x}) = 10 AND CAST(TRY_CAST(${x} AS DATE) AS VARCHAR) = ${x} THEN TRY_CAST(${x} AS DATE) END`
  }
  const parsed = `CAST(try_strptime(${x}, ${literal(format)}) AS TIMESTAMP)`
  return `CASE WHEN ${parsed} = CAST(${parsed} AS DATE) THEN CAST(${parsed} AS DATE) END`
}

/** Text → TIMESTAMP (wall clock): ISO 8601 without offset, or by a strptime pattern. */
export function datetimeOf(x: string, format: string | undefined): string {
  if (format !== undefined) return `CAST(try_strptime(${x}, ${literal(format)}) AS TIMESTAMP)`
  const direct = `TRY_CAST(${x} AS TIMESTAMP)`
  return (
    `CASE WHEN length(${x}) = 19 AND CAST(${direct} AS VARCHAR) = ${x} THEN ${direct} ` +
    `WHEN regexp_full_match(${x}, '${DAY}([T ]${clockWith('[.]')})?') THEN ${direct} ` +
    `WHEN regexp_full_match(${x}, '${DAY}([T ]${clockWith(',')})?') THEN TRY_CAST(replace(${x}, ',', '.') AS TIMESTAMP) END`
  )
}

/** Text → instant: with an offset as it says, without one as wall clock of `zone`. */
export function timestampOf(x: string, format: string | undefined, zone: string): string {
  if (format !== undefined) {
    const parsed = `try_strptime(${x}, ${literal(format)})`
    if (!format.includes('%z')) return instantOf(parsed, zone)
    return `CASE WHEN regexp_matches(${x}, ${literal(`${OFFSET}${behindOffset(format)}$`)}) THEN ${parsed} END`
  }
  const offset = `regexp_full_match(${x}, '${DAY}[T ]${CLOCK} ?${OFFSET}')`
  const spelt = `regexp_replace(replace(${x}, ',', '.'), '^(.{10}[T ][0-9]{2}:[0-9]{2})( ?[Zz+-])', '\\1:00\\2')`
  const zoned = `TRY_CAST(upper(${spelt}) AS TIMESTAMP WITH TIME ZONE)`
  return `CASE WHEN ${offset} THEN ${zoned} ELSE ${instantOf(datetimeOf(x, undefined), zone)} END`
}

/** What a strptime pattern allows behind its offset, as a regular expression: DuckDB takes any two digits for hours and minutes. */
function behindOffset(format: string): string {
  const rest = format.slice(format.lastIndexOf('%z') + 2)
  return rest.replace(/%-?.|\s+|[^%\s]/g, (part) => {
    if (part.startsWith('%') && part !== '%%') return '\\S+'
    return part.trim() === '' ? '\\s+' : part.slice(-1).replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
  })
}

const DAY_US = 86_400_000_000

/** Text → µs since midnight: ISO 8601, ms of the day, or by a strptime pattern. */
export function timeOf(x: string, format: string | undefined): string {
  if (format === 'ms-of-day') return `CASE WHEN ${microsOf(x)} BETWEEN 0 AND ${DAY_US - 1} THEN ${microsOf(x)} END`
  if (format !== undefined) return `epoch_us(try_strptime(${x}, ${literal(format)})) % ${DAY_US}`
  return `CASE WHEN regexp_full_match(${x}, '${CLOCK}') THEN epoch_us(TRY_CAST(replace(${x}, ',', '.') AS TIME)) END`
}

/** Text that counts milliseconds (with up to three digits after the point) → µs. */
const microsOf = (x: string): string => `TRY_CAST(replace(exact_number(${x}, 3), '.', '') AS BIGINT)`

/** Text with the milliseconds of a day since its midnight, and the day as a DATE → wall clock. */
export function wallClockOf(x: string, day: string): string {
  const plain = `TRY_CAST(${x} AS BIGINT)`
  const micros = `CASE WHEN CAST(${plain} AS VARCHAR) = ${x} AND ${plain} < 1000000000 THEN ${plain} * 1000 ELSE ${microsOf(x)} END`
  return `CASE WHEN (${micros}) BETWEEN 0 AND ${DAY_US - 1} THEN make_timestamp(epoch_us(${day}) + (${micros})) END`
}

/** The calendar date in the dataset's zone of a stored value. */
export function dateInZone(value: string, kind: 'date' | 'datetime' | 'timestamp', zone: string): string {
  if (kind === 'date') return value
  return kind === 'datetime' ? `CAST(${value} AS DATE)` : localDate(value, zone)
}
