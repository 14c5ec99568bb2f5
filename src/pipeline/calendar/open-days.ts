import { toEpochDay, weekday } from './days'
import { covers, type TradingCalendar } from './trading-days'

/** Days (since 1970-01-01) that a calendar covers and those on which it is closed. */
interface DayTable {
  from: number
  to: number
  closed: ReadonlySet<number>
}
const tables = new WeakMap<TradingCalendar, DayTable>()

/** Whether a day (since 1970-01-01) is one of business: without calendar each is, and where the calendar does not know it, Monday to Friday. */
export function isOpenDay(calendar: TradingCalendar | undefined, day: number): boolean {
  if (calendar === undefined) return true
  const { from, to, closed } = tableOf(calendar)
  return weekday(day) < 5 && (day < from || day > to || !closed.has(day))
}

/** The day that is `count` days of business after `day` (before, where it is negative); `day` itself for 0, open or not. */
export function addOpenDays(calendar: TradingCalendar | undefined, day: number, count: number): number {
  if (calendar === undefined) return day + count
  const step = count < 0 ? -1 : 1
  let at = day
  for (let left = Math.abs(count); left > 0;) {
    at += step
    if (isOpenDay(calendar, at)) left -= 1
  }
  return at
}

/** The name of the holiday on a date (`YYYY-MM-DD`); undefined on other dates and on weekends. */
export function holidayOn(calendar: TradingCalendar, date: string): { ko: string; en: string } | undefined {
  if (!covers(calendar, date) || !calendar.closed.has(date)) return undefined
  const found = calendar.file.closed.find((closed) => closed.date === date)
  return found && { ko: found.ko, en: found.en }
}

/** The newest day of business that is not after `day`. */
export const openDayOnOrBefore = (calendar: TradingCalendar | undefined, day: number): number =>
  isOpenDay(calendar, day) ? day : addOpenDays(calendar, day, -1)

function tableOf(calendar: TradingCalendar): DayTable {
  let table = tables.get(calendar)
  if (table === undefined) {
    const { coverage } = calendar.file
    table = {
      from: toEpochDay(coverage.from),
      to: toEpochDay(coverage.to),
      closed: new Set([...calendar.closed].map((date) => toEpochDay(date)))
    }
    tables.set(calendar, table)
  }
  return table
}
