import type { MarketCalendar } from '../contract'
import { AppError } from '../lib/errors'
import { eachDay, fromEpochDay, toEpochDay, weekday } from './days'

/** A calendar that answers by date; made once by `createCalendar`, immutable. */
export interface TradingCalendar {
  readonly file: MarketCalendar
  readonly closed: ReadonlySet<string>
}

export const createCalendar = (file: MarketCalendar): TradingCalendar => ({
  file,
  closed: new Set(file.closed.map((day) => day.date))
})

/** Whether the calendar knows this date (`YYYY-MM-DD`). */
export const covers = ({ file }: TradingCalendar, date: string): boolean => date >= file.coverage.from && date <= file.coverage.to

/** Whether the venue trades on this date (`YYYY-MM-DD` in the calendar's zone); `unsupported` outside the coverage. */
export function isTradingDay(calendar: TradingCalendar, date: string): boolean {
  requireCovered(calendar, date)
  return weekday(toEpochDay(date)) < 5 && !calendar.closed.has(date)
}

/** Trading days from `from` to `to` (`YYYY-MM-DD`), both inclusive, ascending; `unsupported` outside the coverage. */
export function tradingDays(calendar: TradingCalendar, from: string, to: string): string[] {
  return eachDay(from, to).filter((date) => isTradingDay(calendar, date))
}

/** The newest trading day that is not after `onOrBefore`; `unsupported` when the coverage holds none. */
export function lastTradingDay(calendar: TradingCalendar, onOrBefore: string): string {
  for (let day = toEpochDay(onOrBefore); ; day -= 1) {
    const date = fromEpochDay(day)
    if (isTradingDay(calendar, date)) return date
  }
}

/** Hours of a trading day, `HH:MM` in the calendar's zone; late openings and early closings included. */
export function sessionOf({ file }: TradingCalendar, date: string): { open: string; close: string } {
  return file.sessions.find((session) => session.date === date) ?? file.session
}

function requireCovered(calendar: TradingCalendar, date: string): void {
  if (covers(calendar, date)) return
  const { id, coverage } = calendar.file
  throw new AppError('unsupported', `The calendar ${id} does not know ${date}; it covers ${coverage.from} to ${coverage.to}.`, {
    hint: `Put a file calendars/${id}.json with a wider coverage into the workspace.`,
    details: { calendar: id, date, coverage }
  })
}
