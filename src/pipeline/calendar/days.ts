const DAY_MS = 86_400_000

/** `YYYY-MM-DD` → days since 1970-01-01. */
export const toEpochDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS

/** Days since 1970-01-01 → `YYYY-MM-DD`. */
export const fromEpochDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** 0 is Monday, 6 is Sunday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7

/** All dates from `from` to `to`, both inclusive, ascending. */
export function eachDay(from: string, to: string): string[] {
  const first = toEpochDay(from)
  return Array.from({ length: Math.max(0, toEpochDay(to) - first + 1) }, (_, index) => fromEpochDay(first + index))
}

/** The calendar date (`YYYY-MM-DD`) of an instant (ms since the epoch) in an IANA zone. */
export function dateIn(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(new Date(at))
}
