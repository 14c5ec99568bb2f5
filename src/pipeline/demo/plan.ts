import { covers, dateIn, lastTradingDay, sessionOf, shippedCalendar, tradingDays, type TradingCalendar } from '../calendar'
import { AppError } from '../lib/errors'
import { aptTrades } from './apt-trades'
import { dailyPrices } from './daily-prices'
import { derivedDatasets } from './derived'
import type { DemoPlan, DemoWorld } from './plan-types'
import { simulateBars } from './prices'
import { tickerMaster } from './ticker-master'
import { simulatedTickers } from './tickers'
import { ticks } from './ticks'
import { webEvents } from './web-events'

const YEARS = 3
/** From the start of a day to 07:00 of the next. */
const MORNING_AFTER_MS = 31 * 3_600_000
export const DEMO_SEED = 20_180_205

/**
 * The demo lake's datasets, its source files (made when written) and the troubles planted in them. `now` is ms since the epoch;
 * the data ends on the last KRX trading day whose session has closed by then. The same `now` and `seed` give the same bytes.
 */
export function demoPlan(now: number, seed: number = DEMO_SEED): DemoPlan {
  const world = createWorld(now, seed)
  const tickers = simulatedTickers(seed)
  const bars = simulateBars(world, tickers)
  const parts = [
    dailyPrices(world, bars),
    tickerMaster(tickers, bars),
    aptTrades(world),
    ticks(world, tickers, bars),
    webEvents(world)
  ]
  const sourced = parts.map((part) => part.spec)
  return {
    asOf: world.asOf,
    datasets: [...sourced, ...derivedDatasets],
    files: parts.flatMap((part) => part.files),
    troubles: parts.flatMap((part) => part.troubles)
  }
}

function createWorld(now: number, seed: number): DemoWorld {
  const calendar = shippedCalendar('krx')
  if (calendar === undefined) throw new AppError('internal', 'The KRX calendar is not part of this build.')
  const asOf = lastClosedDay(calendar, now)
  const from = `${Number(asOf.slice(0, 4)) - YEARS}${asOf.slice(4, 7)}-01`
  return { seed, asOf, days: tradingDays(calendar, from, asOf), lastMorning: dateIn(calendar.file.zone, now - MORNING_AFTER_MS) }
}

/** After the calendar's last date the demo stays on its last trading day. */
function lastClosedDay(calendar: TradingCalendar, now: number): string {
  const { zone, coverage } = calendar.file
  const today = dateIn(zone, now)
  const day = lastTradingDay(calendar, covers(calendar, today) ? today : coverage.to)
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(new Date(now))
  if (day < today || hour >= sessionOf(calendar, day).close) return day
  const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return lastTradingDay(calendar, before)
}
