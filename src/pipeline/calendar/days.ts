const DAY_MS = 86_400_000
/** Days whose text is kept: 1900-01-01 to 2199-12-31. */
const FIRST_KEPT = -25_567
const LAST_KEPT = 84_005
const kept = new Array<string | undefined>(LAST_KEPT - FIRST_KEPT + 1)

/** `YYYY-MM-DD` → days since 1970-01-01; NaN where it is no date. */
export function toEpochDay(date: string): number {
  if (date.length !== 10 || date[4] !== '-' || date[7] !== '-') return NaN
  const year = digits(date, 0, 4)
  const month = digits(date, 5, 7)
  const day = digits(date, 8, 10)
  if (Number.isNaN(year) || !(month >= 1 && month <= 12 && day >= 1)) return NaN
  const epochDay = epochDayOf(year, month, day)
  return day > 28 && fromEpochDay(epochDay) !== date ? NaN : epochDay
}

/** A number of decimal digits; NaN where one is none. By hand, since tens of thousands of dates are read for each list of partitions. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - 48
    if (!(digit >= 0 && digit <= 9)) return NaN
    value = value * 10 + digit
  }
  return value
}

/** Days since 1970-01-01 of a day in the proleptic Gregorian calendar; `month` 1–12. By Hinnant, days_from_civil. */
export function epochDayOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Days since 1970-01-01 → `YYYY-MM-DD`. */
export function fromEpochDay(day: number): string {
  if (day < FIRST_KEPT || day > LAST_KEPT) return textOf(day)
  return (kept[day - FIRST_KEPT] ??= textOf(day))
}

const textOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** 0 is Monday, 6 is Sunday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7

/** All dates from `from` to `to`, both inclusive, ascending. */
export function eachDay(from: string, to: string): string[] {
  const first = toEpochDay(from)
  return Array.from({ length: Math.max(0, toEpochDay(to) - first + 1) }, (_, index) => fromEpochDay(first + index))
}

/** `YYYY-MM…` → months since year 0. */
export const toMonth = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1

/** Months since year 0 → `YYYY-MM`. */
export const fromMonth = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`

/** The first day of a month (months since year 0), as days since 1970-01-01. */
export const firstDayOf = (month: number): number => epochDayOf(Math.floor(month / 12), (month % 12) + 1, 1)
