/** What one text can be read as; `zeros` is a number whose leading zeros would be lost. */
export type Shape =
  | { is: 'number'; whole: number; scale: number; exponent: boolean; wide: boolean }
  | { is: 'date'; format: string | undefined }
  | { is: 'zeros' | 'boolean' | 'datetime' | 'timestamp' | 'time' | 'text' | 'either-date' }

const number = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/
const clock = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,6}0*)?)?$/
const moment =
  /^(\d{4}-\d{2}-\d{2})[T ]([\d:.,]+?)( ?(?:Z|z|\+(?:0\d|1[0-3])(?::?[0-5]\d)?|\+14(?::?00)?|-(?:0\d|1[01])(?::?[0-5]\d)?|-12(?::?00)?))?$/
const booleans = new Set(['true', 'false', 'yes', 'no', 'y', 'n', 't', 'f'])
const MAX_INT64 = 9_223_372_036_854_775_807n

/** Whether year, month and day exist in the calendar. */
function isDay(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false
  const days =
    month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= days
}

/** Reads a text the way the loader would, without a type to guide it. */
export function classify(raw: string): Shape {
  const text = raw.trim()
  const first = text.charCodeAt(0)
  if (first >= 0x30 && first <= 0x39) return startsWithDigit(text)
  if (text.length <= 64 && /^[+.-]/.test(text)) return asNumber(text) ?? { is: 'text' }
  return { is: booleans.has(text.toLowerCase()) ? 'boolean' : 'text' }
}

function startsWithDigit(text: string): Shape {
  if (text.length > 64) return { is: 'text' }
  return asNumber(text) ?? asDate(text) ?? asMoment(text) ?? { is: clock.test(text) ? 'time' : 'text' }
}

function asNumber(text: string): Shape | undefined {
  const match = number.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent] = match
  if (whole === '' && fraction === '') return undefined
  if (/^0\d/.test(whole)) return { is: 'zeros' }
  if (exponent === undefined && fraction === '')
    return { is: 'number', whole: whole.length, scale: 0, exponent: false, wide: isWide(sign + whole) }
  const shift = Number(exponent ?? 0)
  const significant = fraction.replace(/0+$/, '')
  // 17.240000 keeps its six places: they are how the source states its precision.
  const scale = exponent === undefined ? fraction.length : Math.max(0, significant.length - shift)
  const integral = Math.max(1, whole.length + shift)
  return { is: 'number', whole: integral, scale, exponent: exponent !== undefined, wide: integral > 18 }
}

function isWide(text: string): boolean {
  if (text.length < 19) return false
  const value = BigInt(text.replace(/^\+/, ''))
  return value > MAX_INT64 || value < -MAX_INT64 - 1n
}

function asDate(text: string): Shape | undefined {
  const ymd = /^(\d{4})([-/.])(\d{2})\2(\d{2})$/.exec(text)
  if (ymd !== null) {
    const [, year, separator = '-', month, day] = ymd
    if (!isDay(Number(year), Number(month), Number(day))) return undefined
    return { is: 'date', format: separator === '-' ? undefined : `%Y${separator}%m${separator}%d` }
  }
  const other = /^(\d{2})([/.-])(\d{2})\2(\d{4})$/.exec(text)
  return other === null ? undefined : dayOrMonthFirst(Number(other[1]), Number(other[3]), Number(other[4]), other[2] ?? '/')
}

function dayOrMonthFirst(first: number, second: number, year: number, separator: string): Shape | undefined {
  const dayFirst = isDay(year, second, first)
  const monthFirst = isDay(year, first, second)
  if (dayFirst && monthFirst) return { is: 'either-date' }
  if (dayFirst) return { is: 'date', format: `%d${separator}%m${separator}%Y` }
  return monthFirst ? { is: 'date', format: `%m${separator}%d${separator}%Y` } : undefined
}

function asMoment(text: string): Shape | undefined {
  const match = moment.exec(text)
  if (match === null || !clock.test(match[2] ?? '')) return undefined
  const [year, month, day] = (match[1] ?? '').split('-').map(Number)
  if (!isDay(year ?? 0, month ?? 0, day ?? 0)) return undefined
  return { is: match[3] === undefined ? 'datetime' : 'timestamp' }
}

/** Whether an eight-digit number is a day between 1900 and 2100. */
export function isCompactDay(text: string): boolean {
  if (!/^(19|20)\d{6}$/.test(text)) return false
  return isDay(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)))
}
