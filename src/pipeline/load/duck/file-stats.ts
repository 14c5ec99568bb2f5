import type { FileStats, TableColumn } from '../../lake/types'
import { shapeOf } from './column-types'

/** What COPY … RETURN_STATS says of one column, all as text. */
export type CopyColumn = ReadonlyMap<string, string>

const TEXT_LIMIT = 32

/**
 * Statistics as Delta writes them. Minimum and maximum are bounds: texts are cut (the maximum upwards), timestamps are in ms
 * (the maximum rounded up), and numbers that a JSON double cannot hold exactly are left out, as are columns with NaN.
 */
export function fileStats(rows: number, columns: readonly TableColumn[], copied: ReadonlyMap<string, CopyColumn>): FileStats {
  const stats: FileStats = { numRecords: rows, minValues: {}, maxValues: {}, nullCount: {} }
  for (const { physical, type } of columns) {
    const found = copied.get(physical)
    const nulls = rows === 0 ? '0' : found?.get('null_count')
    if (nulls !== undefined) stats.nullCount[physical] = Number(nulls)
    const min = found?.get('min')
    const max = found?.get('max')
    if (rows === 0 || found?.get('has_nan') === 'true' || min === undefined || max === undefined) continue
    const low = bound(type, min, 'low')
    const high = bound(type, max, 'high')
    if (low !== undefined) stats.minValues[physical] = low
    if (high !== undefined) stats.maxValues[physical] = high
  }
  return stats
}

type Side = 'low' | 'high'

function bound(type: string, text: string, side: Side): string | number | boolean | undefined {
  const { kind } = shapeOf(type)
  switch (kind) {
    case 'text':
      return textBound(text, side)
    case 'integer':
    case 'time':
      return Number.isSafeInteger(Number(text)) ? Number(text) : undefined
    case 'decimal':
      return exactNumber(text)
    case 'float':
      return floatBound(Number(text), side)
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined
    case 'datetime':
      return instantBound(text, side, '')
    case 'timestamp':
      return instantBound(text.replace(/\+00$/, ''), side, 'Z')
    case 'boolean':
      return undefined
  }
}

function textBound(text: string, side: Side): string | undefined {
  const points = Array.from(text)
  if (points.length <= TEXT_LIMIT) return text
  const head = points.slice(0, TEXT_LIMIT).join('')
  return side === 'low' ? head : `${head}\u{10FFFF}`
}

/** A decimal as a JSON number, where its shortest text is the same number. */
function exactNumber(text: string): number | undefined {
  const digits = text.replace('-', '').replace('.', '').replace(/^0+/, '')
  return digits.length <= 15 ? Number(text) : undefined
}

function floatBound(value: number, side: Side): number | undefined {
  if (!Number.isFinite(value)) return undefined
  if (value !== 0) return value
  // −0.0 and 0.0 are one value: the bounds hold both.
  return side === 'low' ? -0 : 0
}

/** `2020-01-01 00:00:00.123456` → ISO 8601 in ms, downwards or upwards. */
function instantBound(text: string, side: Side, suffix: string): string | undefined {
  const [, day, clock, fraction = ''] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d+))?$/.exec(text) ?? []
  if (day === undefined || clock === undefined) return undefined
  const micros = fraction.padEnd(6, '0')
  const up = side === 'high' && micros.slice(3, 6) !== '000' ? 1 : 0
  const ms = Date.parse(`${day}T${clock}.${micros.slice(0, 3)}Z`) + up
  return `${new Date(ms).toISOString().slice(0, 23)}${suffix}`
}
