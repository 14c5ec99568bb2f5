import type { Overview } from '../../contract'
import { addOpenDays, dayIn, fromEpochDay, instantOf, isOpenDay, sessionOf, type TradingCalendar } from '../../calendar'
import { toInstant } from '../../lib/clock'

type Session = Overview['sessions'][number]

/** Whether a venue trades now, and when that changes. */
export function sessionNow(calendar: TradingCalendar, now: number): Session {
  const { file } = calendar
  const today = dayIn(file.zone, now)
  const hours = isOpenDay(calendar, today) ? hoursOf(calendar, today) : undefined
  const state = hours !== undefined && now >= hours.open && now < hours.close ? 'open' : 'closed'
  const next = hours !== undefined && now < hours.open ? hours.open : hoursOf(calendar, addOpenDays(calendar, today, 1)).open
  return {
    calendar: file.id,
    title: file.title,
    state,
    changesAt: toInstant(state === 'open' && hours !== undefined ? hours.close : next)
  }
}

function hoursOf(calendar: TradingCalendar, day: number): { open: number; close: number } {
  const { open, close } = sessionOf(calendar, fromEpochDay(day))
  const at = (time: string): number => instantOf(calendar.file.zone, day, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
  return { open: at(open), close: at(close) }
}
