import { WATERMARK_MARKER } from '../../contract'
import type { Snapshot } from '../../lake/types'
import { AppError } from '../../lib/errors'

const MICROS = 1_000_000

/** integer: itself · the others: µs since 1970-01-01, of the wall clock (date, datetime) or of UTC (timestamp). */
const kinds = ['integer', 'date', 'datetime', 'timestamp'] as const
type Kind = (typeof kinds)[number]

/** The greatest value that was read, as the collecting worker told it; undefined where none was. */
export function watermarkOf(snapshot: Pick<Snapshot, 'txns'> | undefined, column: string): string | undefined {
  for (const kind of kinds) {
    const value = snapshot?.txns.get(`${WATERMARK_MARKER}${kind}/${column}`)
    if (value !== undefined && value !== 0) return textOf(kind, value)
  }
  return undefined
}

/** What the commit of rows up to a value records. Errors: `mysql.schema` for a value that a log cannot hold exactly. */
export function watermarkMarker(column: string, text: string): [string, number] {
  const kind = kindOf(text)
  const value = kind === 'integer' ? Number(text) : microsOf(text)
  if (!Number.isSafeInteger(value) || textOf(kind, value) !== normal(kind, text)) {
    throw new AppError('mysql.schema', `"${column}" has come to ${text}, which cannot be kept as a watermark.`, {
      hint: 'Name another growing column as `watermark`.',
      details: { column, value: text }
    })
  }
  return [`${WATERMARK_MARKER}${kind}/${column}`, value]
}

function kindOf(text: string): Kind {
  if (/^-?\d+$/.test(text)) return 'integer'
  if (text.endsWith('Z')) return 'timestamp'
  return text.length === 10 ? 'date' : 'datetime'
}

/** `2026-01-02 03:04:05.5[Z]` → µs as if it were UTC; NaN for what is none. */
function microsOf(text: string): number {
  const [, seconds = '', fraction = ''] = /^(.{10}|.{10}[ T].{8})(?:\.(\d{1,6}))?Z?$/.exec(text) ?? []
  const whole = Date.parse(`${seconds.replace(' ', 'T')}${seconds.length === 10 ? 'T00:00:00' : ''}Z`)
  return (whole / 1000) * MICROS + Number(fraction.padEnd(6, '0'))
}

function textOf(kind: Kind, value: number): string {
  if (kind === 'integer') return String(value)
  const seconds = Math.floor(value / MICROS)
  const moment = new Date(seconds * 1000).toISOString()
  if (kind === 'date') return moment.slice(0, 10)
  const fraction = String(value - seconds * MICROS).padStart(6, '0')
  return `${moment.slice(0, 10)} ${moment.slice(11, 19)}.${fraction}${kind === 'timestamp' ? 'Z' : ''}`
}

/** As `textOf` writes it. */
function normal(kind: Kind, text: string): string {
  if (kind === 'integer' || kind === 'date') return text
  const [seconds = '', fraction = ''] = text.replace('T', ' ').replace(/Z$/, '').split('.')
  return `${seconds}.${fraction.padEnd(6, '0')}${kind === 'timestamp' ? 'Z' : ''}`
}
