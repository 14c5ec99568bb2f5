import { createRandom } from './random'
import type { DemoDataset, DemoFile, DemoWorld, Trouble } from './plan-types'
import { roundToStep, type Bar } from './prices'
import { csv } from './text'
import type { Ticker } from './tickers'

const NAME = 'sim_tick'
const TICKERS = 20
const DAYS = 5
const PER_TICKER = 1_100
const OPEN_SECONDS = 9 * 3600
const SESSION_SECONDS = 6.5 * 3600
const header = ['id', 'timestamp', 'code', 'name', 'price', 'volume', 'change']

/** Beyond the venue's daily price limit of 30 %. */
const BEYOND = '130.00'

/** Ticks of the last five trading days, one CSV a day; on the last day one `change` is the letter C, the day before one is beyond the limit. */
export function ticks(world: DemoWorld, tickers: readonly Ticker[], bars: readonly Bar[]): DemoDataset {
  const byDay = Map.groupBy(bars, (bar) => bar.date)
  const days = world.days.slice(-DAYS)
  const lastDay = days.at(-1) ?? world.asOf
  const before = days.at(-2) ?? world.asOf
  const line = 500 + (world.seed % 100)
  const planted = new Map([
    [before, { line, change: BEYOND }],
    [lastDay, { line, change: 'C' }]
  ])
  const shown = tickers.slice(0, TICKERS)
  const files = days.map((day): DemoFile => ({
    path: `tick/${day}.csv`,
    bytes: () => dayFile(world.seed, day, shown, byDay.get(day) ?? [], planted.get(day))
  }))
  const at = (dt: string) => ({ dataset: NAME, dt, file: `tick/${dt}.csv`, line, column: 'change' })
  const troubles: Trouble[] = [
    { kind: 'unreadable', ...at(lastDay), value: 'C' },
    { kind: 'implausible', ...at(before), check: 'within_price_limit', value: BEYOND }
  ]
  return { spec, files, troubles }
}

interface Tick {
  at: number
  ticker: Ticker
  price: number
  volume: number
  change: number
}

function dayFile(
  seed: number,
  day: string,
  tickers: readonly Ticker[],
  bars: readonly Bar[],
  planted: { line: number; change: string } | undefined
): Uint8Array {
  const byCode = new Map(bars.map((bar) => [bar.code, bar]))
  const all = tickers.flatMap((ticker) => tickerDay(seed, day, ticker, byCode.get(ticker.code)))
  all.sort((left, right) => left.at - right.at || (left.ticker.code < right.ticker.code ? -1 : 1))
  const rows = all.map((tick, index) => {
    const change = index + 2 === planted?.line ? planted.change : (tick.change / 100).toFixed(2)
    return [index + 1, wallClock(day, tick.at), tick.ticker.code, tick.ticker.name, tick.price, tick.volume, change]
  })
  return csv(header, rows)
}

/** Prices wander from the day's open to its close inside its high and low; `at` is ms since midnight in Seoul. */
function tickerDay(seed: number, day: string, ticker: Ticker, bar: Bar | undefined): Tick[] {
  if (bar === undefined) return []
  const random = createRandom(seed, `tick ${day} ${ticker.code}`)
  return Array.from({ length: PER_TICKER }, (_, index) => {
    const share = index / (PER_TICKER - 1)
    const drift = bar.open + (bar.close - bar.open) * share
    const noise = ((bar.high - bar.low) * random.int(-300, 300)) / 1_000
    const price = roundToStep(Math.min(bar.high, Math.max(bar.low, drift + noise)))
    const second = OPEN_SECONDS + (SESSION_SECONDS * index) / PER_TICKER
    const at = Math.floor(second * 1_000) + random.int(0, 15_000)
    return { at, ticker, price, volume: random.int(1, 900), change: Math.round(((price - bar.open) * 10_000) / bar.open) }
  })
}

function wallClock(day: string, msOfDay: number): string {
  return `${day} ${new Date(msOfDay).toISOString().slice(11, 23)}`
}

const spec: DemoDataset['spec'] = {
  format: 1,
  name: NAME,
  title: { ko: '체결 틱 (시뮬레이션)', en: 'Ticks (simulated)' },
  description: 'Simulated: trades of companies that do not exist, within the daily prices of the demo.',
  owner: 'market-data@demo',
  simulated: true,
  source: { location: 'sources/tick', pattern: '*.csv', format: 'csv' },
  columns: [
    { name: 'id', source: { header: 'id' }, type: 'integer', nullable: false },
    { name: 'timestamp', source: { header: 'timestamp' }, type: 'datetime', nullable: false, description: '체결 시각' },
    { name: 'code', source: { header: 'code' }, type: 'text', nullable: false, description: '종목코드' },
    { name: 'name', source: { header: 'name' }, type: 'text', description: '종목명' },
    { name: 'price', source: { header: 'price' }, type: 'integer', unit: 'KRW', description: '현재가' },
    { name: 'volume', source: { header: 'volume' }, type: 'integer', unit: '주', description: '체결량' },
    { name: 'change', source: { header: 'change' }, type: 'decimal(6,2)', unit: '%', description: '시가 대비 등락률' }
  ],
  partition: { columns: ['timestamp'], grain: 'day' },
  sort: ['code', 'timestamp'],
  calendar: 'krx',
  expectedBy: { days: 0, time: '18:00' },
  schedule: { cron: '0 18 * * 1-5' },
  checks: [
    { id: 'price_positive', kind: 'range', column: 'price', min: '1' },
    {
      id: 'within_price_limit',
      kind: 'range',
      column: 'change',
      min: '-30',
      max: '30',
      severity: 'warn',
      description: '가격제한폭 ±30 % 안'
    }
  ]
}
