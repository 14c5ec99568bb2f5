import type { ColumnKind, ResultColumn } from '../../pipeline/contract'
import type { CellValue } from '../bridge/columns'

const formats = new Map<string, Intl.DateTimeFormat>()

function inZone(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23'
  })
  formats.set(zone, format)
  return format
}

/** An instant as `2021-11-05 08:41:07` in a zone. */
export const formatInstant = (instant: string, zone: string): string => inZone(zone).format(new Date(instant))

/** An instant's time of day, `08:41:07`, in a zone. */
export const formatClock = (instant: string, zone: string): string => formatInstant(instant, zone).slice(11)

const zoneNames: Readonly<Record<string, string>> = { 'Asia/Seoul': 'KST', 'Asia/Tokyo': 'JST', UTC: 'UTC', 'Etc/UTC': 'UTC' }

/** How a zone is called where there is little room: KST, UTC, or its offset (GMT−5) at the given instant. */
export function zoneLabel(zone: string, instant: string): string {
  const known = zoneNames[zone]
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(new Date(instant))
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}

const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 }
] as const

/** `3 hours ago`, `3시간 전`: in the largest whole unit that fits; `now` in ms. What is to come, as between two clocks, is now. */
export function agoText(instant: string, now: number, language: string): string {
  const passed = Math.max(0, now - Date.parse(instant))
  const { unit, ms } = steps.find((step) => passed >= step.ms) ?? { unit: 'second' as const, ms: Infinity }
  const format = new Intl.RelativeTimeFormat(language, { numeric: unit === 'second' ? 'auto' : 'always' })
  return format.format(-Math.floor(passed / ms), unit)
}

const DAY_MS = 86_400_000
const isoDay = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10)

/** µs since midnight as `09:00:00` with a fraction only where there is one. */
function timeOfDay(micros: bigint): string {
  const seconds = Number(micros / 1_000_000n)
  const part = (value: number): string => String(value).padStart(2, '0')
  const clock = `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`
  return `${clock}${fraction(micros)}`
}

function fraction(micros: bigint): string {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  return rest === 0n ? '' : `.${rest.toString().padStart(6, '0').replace(/0+$/, '')}`
}

const floorDiv = (a: bigint, b: bigint): bigint => (a % b < 0n ? a / b - 1n : a / b)

/** Without a unit four digits stay together, since in data they are mostly years. */
const integers = new Intl.NumberFormat('en-US', { useGrouping: 'min2', maximumFractionDigits: 0 })
const amounts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** How the values of each kind look; values of another representation are shown as they are. */
const cellFormats: Record<ColumnKind, (value: CellValue, zone: string, unit: string | undefined) => string> = {
  text: String,
  boolean: String,
  integer: (value, _zone, unit) =>
    typeof value === 'bigint' || typeof value === 'number'
      ? (unit === undefined ? integers : amounts).format(value)
      : String(value),
  decimal: (value) => groupDecimal(String(value)),
  float: (value) => (typeof value === 'number' ? formatFloat(value) : String(value)),
  date: (value) => (typeof value === 'number' ? isoDay(value) : String(value)),
  time: (value) => (typeof value === 'bigint' ? timeOfDay(value) : String(value)),
  datetime: (value) => (typeof value === 'bigint' ? formatMicros(value, 'UTC') : String(value)),
  timestamp: (value, zone) => (typeof value === 'bigint' ? formatMicros(value, zone) : String(value))
}

const formatMicros = (micros: bigint, zone: string): string =>
  `${formatInstant(new Date(Number(floorDiv(micros, 1_000n))).toISOString(), zone)}${fraction(micros)}`

/** A cell of a result as text, exact: no float for integers or decimals, instants in the given zone, a wall clock as it is. */
export const formatCell = (value: CellValue, column: Pick<ResultColumn, 'kind' | 'unit'>, zone: string): string =>
  value === null ? '' : cellFormats[column.kind](value, zone, column.unit)

/** `-1234567.50` → `-1,234,567.50`; the digits stay as they are. */
function groupDecimal(text: string): string {
  const [whole = '', rest] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return rest === undefined ? grouped : `${grouped}.${rest}`
}

function formatFloat(value: number): string {
  const text = String(value)
  return text.includes('e') || !Number.isFinite(value) ? text : groupDecimal(text)
}
