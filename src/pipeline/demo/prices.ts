import { createRandom } from './random'
import type { Ticker } from './tickers'
import type { DemoWorld } from './plan-types'

/** One ticker on one trading day; prices in KRW on the venue's price steps, turnover in KRW. */
export interface Bar {
  date: string
  code: string
  open: number
  high: number
  low: number
  close: number
  volume: number
  turnover: number
}

/** KRX price steps since 2023-01-25: below each bound a price is a multiple of the step. */
const steps = [
  [2_000, 1],
  [5_000, 5],
  [20_000, 10],
  [50_000, 50],
  [200_000, 100],
  [500_000, 500]
] as const

export function roundToStep(price: number): number {
  const step = steps.find(([bound]) => price < bound)?.[1] ?? 1_000
  return Math.max(step, Math.round(price / step) * step)
}

/** A bounded random walk per ticker with a market factor; all bars in order of date, then code. */
export function simulateBars({ seed, days }: DemoWorld, tickers: readonly Ticker[]): Bar[] {
  const random = createRandom(seed, 'prices')
  const last = tickers.map((ticker) => roundToStep(ticker.start))
  return days.flatMap((date) => {
    const market = random.int(-90, 92) + random.int(-60, 61)
    return tickers.map((ticker, index) => {
      const bar = nextBar(random, date, ticker, last[index] ?? ticker.start, market)
      last[index] = bar.close
      return bar
    })
  })
}

function nextBar(random: ReturnType<typeof createRandom>, date: string, ticker: Ticker, before: number, market: number): Bar {
  const move = (basisPoints: number, from: number): number => roundToStep((from * (10_000 + basisPoints)) / 10_000)
  // Far below its start a price is pushed back up, so that three years of steps do not end at nothing.
  const pull = before * 3 < ticker.start ? 60 : before > ticker.start * 6 ? -60 : 0
  const open = move(random.int(-80, 80), before)
  const close = move(market + pull + random.int(-180, 180) + random.int(-120, 120), before)
  const high = Math.max(open, close, move(random.int(0, 150), Math.max(open, close)))
  const low = Math.min(open, close, move(-random.int(0, 150), Math.min(open, close)))
  const volume = random.int(40, 4_000) * random.int(5, 60)
  return { date, code: ticker.code, open, high, low, close, volume, turnover: volume * Math.round((open + close) / 2) }
}
