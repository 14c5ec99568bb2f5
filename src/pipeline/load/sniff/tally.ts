import { classify, isCompactDay, type Shape } from './classify'

/** Texts by which tools write "no value". */
const markers = new Set(['NA', 'N/A', '#N/A', 'NaN', 'nan', 'null', 'NULL', 'None', '-', '\\N', '?'])
const MAX_REMEMBERED = 4096
const MAX_ODD = 64
const MAX_DAYS = 40_000

/** Everything that is counted about one column. */
export class Tally {
  cells = 0
  /** Empty without quotes. */
  empty = 0
  quotedEmpty = 0
  quotedNumbers = 0
  readonly markers = new Map<string, number>()
  readonly counts = new Map<string, number>()
  /** Dates by format; `` is ISO. */
  readonly formats = new Map<string, number>()
  compactDays = 0
  whole = 0
  scale = 0
  wide = 0
  exponents = 0
  /** Distinct texts that are no number, date or time, the first few. */
  readonly odd = new Set<string>()
  readonly samples = new Set<string>()
  /** Distinct days of dates and datetimes, ISO. */
  readonly days = new Set<string>()
  lowest = Infinity
  highest = -Infinity
  readonly #known = new Map<string, Shape>()

  add(text: string, quoted: boolean): void {
    this.cells += 1
    if (text === '') {
      if (quoted) this.quotedEmpty += 1
      else this.empty += 1
      return
    }
    if (this.samples.size < 5) this.samples.add(text)
    if (markers.has(text)) {
      this.markers.set(text, (this.markers.get(text) ?? 0) + 1)
      return
    }
    this.#count(text, this.#shapeOf(text), quoted)
  }

  get(kind: Shape['is']): number {
    return this.counts.get(kind) ?? 0
  }

  #shapeOf(text: string): Shape {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const shape = classify(text)
    if (this.#known.size < MAX_REMEMBERED) this.#known.set(text, shape)
    return shape
  }

  #count(text: string, shape: Shape, quoted: boolean): void {
    this.counts.set(shape.is, (this.counts.get(shape.is) ?? 0) + 1)
    if (shape.is === 'number') this.#countNumber(text, shape, quoted)
    else if (shape.is === 'date') this.#countDate(text, shape.format)
    else if (shape.is === 'datetime' || shape.is === 'timestamp') this.#rememberDay(text.trim().slice(0, 10))
    else if (shape.is !== 'time' && this.odd.size < MAX_ODD) this.odd.add(text)
  }

  #countNumber(text: string, shape: Shape & { is: 'number' }, quoted: boolean): void {
    if (quoted) this.quotedNumbers += 1
    if (shape.exponent) this.exponents += 1
    if (shape.wide) this.wide += 1
    this.whole = Math.max(this.whole, shape.whole)
    this.scale = Math.max(this.scale, shape.scale)
    const value = Number(text)
    this.lowest = Math.min(this.lowest, value)
    this.highest = Math.max(this.highest, value)
    if (shape.whole !== 8 || !isCompactDay(text)) return
    this.compactDays += 1
    this.#rememberDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
  }

  #countDate(text: string, format: string | undefined): void {
    this.formats.set(format ?? '', (this.formats.get(format ?? '') ?? 0) + 1)
    this.#rememberDay(format?.startsWith('%Y') === false ? text : text.trim().replaceAll(/[/.]/g, '-'))
  }

  #rememberDay(day: string): void {
    if (this.days.size < MAX_DAYS) this.days.add(day)
  }
}
