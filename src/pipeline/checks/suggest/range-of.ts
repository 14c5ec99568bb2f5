import type { CheckNames } from './names'
import type { Candidate, HistoryColumn } from './types'

/** How far beyond the greatest value that was ever seen the next may lie. */
const MARGIN = 2

/** Of numbers: positive ones stay so, and none grows to a multiple of the greatest. Dates stay after the first that was ever seen, less a year. */
export function rangeOf({ name, type, profiles }: HistoryColumn, names: CheckNames): Candidate[] {
  const seen = profiles.flatMap(({ min, max }) => (min === null || max === null ? [] : [{ min, max }]))
  if (seen.length === 0) return []
  if (type === 'date') return dates(name, seen, names)
  if (type !== 'integer' && type !== 'float' && !type.startsWith('decimal')) return []
  const least = Math.min(...seen.map(({ min }) => Number(min)))
  const greatest = Math.max(...seen.map(({ max }) => Number(max)))
  if (!Number.isFinite(least) || !Number.isFinite(greatest) || least < 0 || greatest <= 0) return []
  const max = roomAbove(greatest, type)
  const min = least > 0 ? smallest(type) : '0'
  const check = { id: names.of(name, 'range'), kind: 'range', column: name, min, ...max, maxShare: 0, severity: 'warn' } as const
  return [{ check, reason: 'suggest.range', values: { column: name, least: text(least), greatest: text(greatest) } }]
}

/** Twice the greatest, rounded up to two digits; none where the type cannot hold that anyway. */
function roomAbove(greatest: number, type: string): { max?: string } {
  const room = greatest * MARGIN
  const unit = 10 ** (Math.floor(Math.log10(room)) - 1)
  const rounded = Math.ceil(room / unit) * unit
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? []
  const holds = precision === undefined ? Number.MAX_SAFE_INTEGER : 10 ** (Number(precision) - Number(scale))
  if (rounded >= holds) return {}
  return { max: type === 'integer' ? String(Math.ceil(rounded)) : text(rounded) }
}

/** The least positive value that a type can hold exactly; of doubles, 0 itself. */
function smallest(type: string): string {
  const [, scale] = /^decimal\(\d+,(\d+)\)$/.exec(type) ?? []
  if (type === 'integer' || scale === '0') return '1'
  return scale === undefined ? '0' : `0.${'1'.padStart(Number(scale), '0')}`
}

function dates(name: string, seen: readonly { min: string; max: string }[], names: CheckNames): Candidate[] {
  const least = seen.map(({ min }) => min).sort()[0] ?? ''
  const greatest =
    seen
      .map(({ max }) => max)
      .sort()
      .at(-1) ?? ''
  const year = Number(least.slice(0, 4))
  if (!/^\d{4}-/.test(least) || year < 2) return []
  const min = `${String(year - 1).padStart(4, '0')}-01-01`
  const max = `${String(Number(greatest.slice(0, 4)) + 10).padStart(4, '0')}-12-31`
  const check = { id: names.of(name, 'range'), kind: 'range', column: name, min, max, maxShare: 0, severity: 'warn' } as const
  return [{ check, reason: 'suggest.range', values: { column: name, least, greatest } }]
}

/** Never in exponents, which a decimal does not read. */
const text = (value: number): string => value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 12 })
