import type { ColumnType } from '../../contract'
import type { Tally } from './tally'

export interface FoundType {
  type: ColumnType
  format?: string
  certainty: number
  notes: string[]
  /** Texts that stand for "no value" in this column. */
  nulls: string[]
}

/** From this share on a type is taken although some values do not fit: they are faults of the data, not another type. */
const ENOUGH = 0.95
/** More different misfits than this are no faults but another kind of value. */
const MAX_MISFITS = 8

const codeName =
  /(^|[_\s])(code|cd|ticker|symbol|isin|zip|postcode|phone)$|[a-z](Code|Ticker|Symbol)$|코드$|우편번호|전화번호|사업자번호/i
const dateName = /date|(^|_)(dt|day|ymd)($|_)|일자|날짜|일$|기준일/i

/** The narrowest type that keeps every value as it is; text whenever that is in doubt. */
export function findType(name: string, tally: Tally): FoundType {
  const marked = [...tally.markers.values()].reduce((sum, count) => sum + count, 0)
  const filled = tally.cells - tally.empty - tally.quotedEmpty - marked
  if (filled === 0) return text(marked > 0 ? 0.6 : 0.5, [marked > 0 ? 'mixed' : 'all-empty'])
  if (tally.get('zeros') > 0) return text(0.99, ['leading-zeros'])
  const found = bestOf(name, tally, filled)
  if (found === undefined) return text(0.95, textNotes(tally))
  if (tally.quotedEmpty > 0 && tally.quotedNumbers === 0) return text(0.8, ['mixed'])
  const nulls = [...tally.markers.keys(), ...(tally.quotedEmpty > 0 ? [''] : [])]
  return { ...found, nulls, notes: nulls.length > 0 ? [...found.notes, 'null-marker'] : found.notes }
}

function textNotes(tally: Tally): string[] {
  if (tally.get('either-date') > 0) return ['ambiguous-date']
  if (tally.get('number') > 0) return ['mixed']
  return [...tally.odd].every((value) => /^[[{].*[\]}]$/s.test(value)) ? ['nested'] : []
}

const text = (certainty: number, notes: string[]): FoundType => ({ type: 'text', certainty, notes, nulls: [] })

function bestOf(name: string, tally: Tally, filled: number): FoundType | undefined {
  const share = (count: number): number => (misfitsAreFaults(tally, filled - count) ? count / filled : count === filled ? 1 : 0)
  const moments = tally.get('datetime')
  const days = tally.formats.get('') ?? 0
  const candidates: [number, () => FoundType | undefined][] = [
    [share(tally.get('number')), () => numberType(name, tally, filled)],
    [share(tally.get('date')), () => dateType(tally)],
    [moments > 0 ? share(moments + days) : 0, () => plain('datetime', 'iso-datetime')],
    [share(tally.get('timestamp')), () => plain('timestamp', 'iso-timestamp')],
    [share(tally.get('time')), () => plain('time', 'iso-time')],
    [booleanShare(tally, filled), () => plain('boolean', 'words')]
  ]
  for (const [reached, typeOf] of candidates) {
    if (reached < ENOUGH) continue
    const found = typeOf()
    if (found === undefined) return undefined
    return { ...found, certainty: found.certainty * reached, notes: reached < 1 ? [...found.notes, 'mixed'] : found.notes }
  }
  return undefined
}

/** `C` among numbers is a fault; C536379, C536380 … among 536365 … are values of their own. */
function misfitsAreFaults(tally: Tally, misfits: number): boolean {
  if (misfits === 0) return true
  const codes = [...tally.odd].filter((value) => /\d/.test(value) && /\p{L}/u.test(value))
  return tally.odd.size <= MAX_MISFITS && codes.length <= 1
}

const plain = (type: ColumnType, note: string): FoundType => ({ type, certainty: 0.99, notes: [note], nulls: [] })

function booleanShare(tally: Tally, filled: number): number {
  const words = new Set([...tally.odd].map((value) => value.trim().toLowerCase()))
  return words.size === 2 && tally.odd.size < 8 ? tally.get('boolean') / filled : 0
}

function dateType(tally: Tally): FoundType | undefined {
  const [first, ...others] = [...tally.formats.keys()]
  // Day and month change places: which is meant cannot be known for all rows.
  if (first === undefined || others.length > 0 || tally.get('either-date') > 0) return undefined
  const note = first === '' ? 'iso-date' : 'date-format'
  return { type: 'date', certainty: 0.99, notes: [note], nulls: [], ...(first === '' ? {} : { format: first }) }
}

function numberType(name: string, tally: Tally, filled: number): FoundType {
  const notes = tally.exponents > 0 ? ['exponent'] : []
  const compact = tally.compactDays === filled && filled > 0
  if (compact && (dateName.test(name) || (filled >= 20 && tally.days.size > 1))) {
    return { type: 'date', format: '%Y%m%d', certainty: dateName.test(name) ? 0.95 : 0.7, notes: ['compact-date'], nulls: [] }
  }
  if (codeName.test(name) && tally.scale === 0 && tally.exponents === 0) return text(0.8, ['code-name'])
  return tally.scale === 0 ? integerType(tally, notes) : decimalType(tally, notes)
}

function integerType(tally: Tally, notes: string[]): FoundType {
  if (tally.wide === 0) return { type: 'integer', certainty: 0.97, notes, nulls: [] }
  if (tally.whole <= 38) return { type: 'decimal(38,0)', certainty: 0.8, notes: [...notes, 'wide-integer'], nulls: [] }
  return text(0.9, ['wide-integer'])
}

/** Exact digits with room for values that are ten thousand times as large; a double only where that cannot be. */
function decimalType(tally: Tally, notes: string[]): FoundType {
  const digits = tally.whole + 4 + tally.scale
  if (tally.scale <= 12 && digits <= 18) return { type: `decimal(18,${tally.scale})`, certainty: 0.97, notes, nulls: [] }
  if (tally.scale <= 20 && tally.whole + tally.scale <= 38)
    return { type: `decimal(38,${tally.scale})`, certainty: 0.9, notes, nulls: [] }
  return { type: 'float', certainty: 0.8, notes: [...notes, 'many-digits'], nulls: [] }
}
