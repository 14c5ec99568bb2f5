import { classify, isCompactDay, type Shape } from './classify'

/** Texts by which tools write "no value". */
const markerTexts = new Set(['NA', 'N/A', '#N/A', 'NaN', 'nan', 'null', 'NULL', 'None', '-', '\\N', '?'])
const MAX_REMEMBERED = 20_000
const MAX_ODD = 64
const MAX_DAYS = 40_000
const SAMPLES = 5

interface Seen {
  shape: Shape | 'marker'
  count: number
}

/** Everything that is counted about one column. Call `settle` before reading the counts. */
export class Tally {
  cells = 0
  /** Empty without quotes. */
  empty = 0
  quotedEmpty = 0
  quotedNumbers = 0
  readonly markers = new Map<string, number>()
  /** Dates by format; `` is ISO. */
  readonly formats = new Map<string, number>()
  compactDays = 0
  whole = 0
  scale = 0
  wide = 0
  exponents = 0
  /** Distinct texts that are no number, date or time, the first few. */
  readonly odd = new Set<string>()
  readonly samples: string[] = []
  /** Distinct days of dates and datetimes, ISO. */
  readonly days = new Set<string>()
  lowest = Infinity
  highest = -Infinity
  /** Nothing that may still come can make the column anything but text. */
  #isText = false
  /** Plain numbers no larger than those before need no look. */
  #isNumber = false
  #plain = 0
  readonly #counts = new Map<Shape['is'], number>()
  /** Values repeat: each is looked at once and counted from then on. */
  readonly #seen = new Map<string, Seen>()

  add(text: string, quoted: boolean): void {
    this.cells += 1
    if (text === '') {
      if (quoted) this.quotedEmpty += 1
      else this.empty += 1
      return
    }
    if (this.#isText) return
    if (this.#isNumber && isPlainNumber(text, this.whole, this.scale)) {
      this.#plain += 1
      return
    }
    const seen = this.#seen.get(text)
    if (seen !== undefined) seen.count += 1
    else this.#meet(text, quoted)
  }

  /** Brings the counts up to date. */
  settle(): void {
    for (const [text, { shape, count }] of this.#seen) this.#count(text, shape, count)
    for (const seen of this.#seen.values()) seen.count = 0
    this.#counts.set('number', this.get('number') + this.#plain)
    this.#plain = 0
    // Years, months and days are told by their range and values, so short whole and eight-digit numbers are always looked at.
    this.#isNumber = this.get('number') > 0 && (this.whole > 4 || this.scale > 0) && this.compactDays === 0
  }

  get(kind: Shape['is']): number {
    return this.#counts.get(kind) ?? 0
  }

  #meet(text: string, quoted: boolean): void {
    const shape = markerTexts.has(text) ? ('marker' as const) : classify(text)
    if (this.samples.length < SAMPLES) this.samples.push(text)
    if (quoted && shape !== 'marker' && shape.is === 'number') this.quotedNumbers += 1
    if (shape !== 'marker' && isOdd(shape.is) && this.odd.size < MAX_ODD) this.odd.add(text)
    if (shape !== 'marker' && (shape.is === 'zeros' || this.odd.size >= MAX_ODD)) this.#isText = true
    if (this.#seen.size < MAX_REMEMBERED) this.#seen.set(text, { shape, count: 1 })
    else this.#count(text, shape, 1)
  }

  #count(text: string, shape: Shape | 'marker', count: number): void {
    if (count === 0) return
    if (shape === 'marker') {
      this.markers.set(text, (this.markers.get(text) ?? 0) + count)
      return
    }
    this.#counts.set(shape.is, this.get(shape.is) + count)
    if (shape.is === 'number') this.#countNumber(text, shape, count)
    else if (shape.is === 'date') this.#countDate(text, shape.format, count)
    else if (shape.is === 'datetime' || shape.is === 'timestamp') this.#rememberDay(text.trim().slice(0, 10))
  }

  #countNumber(text: string, shape: Shape & { is: 'number' }, count: number): void {
    if (shape.exponent) this.exponents += count
    if (shape.wide) this.wide += count
    this.whole = Math.max(this.whole, shape.whole)
    this.scale = Math.max(this.scale, shape.scale)
    const value = Number(text)
    this.lowest = Math.min(this.lowest, value)
    this.highest = Math.max(this.highest, value)
    if (shape.whole !== 8 || !isCompactDay(text)) return
    this.compactDays += count
    this.#rememberDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
  }

  #countDate(text: string, format: string | undefined, count: number): void {
    this.formats.set(format ?? '', (this.formats.get(format ?? '') ?? 0) + count)
    this.#rememberDay(format === undefined ? text.trim() : isoDay(text.trim(), format))
  }

  #rememberDay(day: string): void {
    if (this.days.size < MAX_DAYS) this.days.add(day)
  }
}

const isOdd = (kind: Shape['is']): boolean => !['number', 'date', 'datetime', 'timestamp', 'time'].includes(kind)

const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57]

/** Digits with at most one point, none too many on either side, no zero in front: nothing new to a column of such numbers. */
function isPlainNumber(text: string, whole: number, scale: number): boolean {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0
  let point = text.length
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === POINT && point === text.length) point = index
    else if (code < ZERO || code > NINE) return false
  }
  const digits = point - start
  const leadingZero = digits > 1 && text.charCodeAt(start) === ZERO
  const fraction = text.length - point - 1
  return digits > 0 && digits <= Math.min(whole, 18) && !leadingZero && fraction !== 0 && fraction <= scale
}

/** A date in one of the formats that `classify` knows, as ISO. */
function isoDay(text: string, format: string): string {
  if (format.startsWith('%Y')) return text.replaceAll(/[/.]/g, '-')
  const [first, second] = [text.slice(0, 2), text.slice(3, 5)]
  return format.startsWith('%d') ? `${text.slice(6)}-${second}-${first}` : `${text.slice(6)}-${first}-${second}`
}
