import type { DemoDataset, DemoFile, DemoWorld, Trouble } from './plan-types'
import type { Bar } from './prices'
import { csv } from './text'

const NAME = 'sim_daily_price'
const columns = ['date', 'code', 'open', 'high', 'low', 'close', 'volume'] as const
const ADDED = 'turnover'
/** Of its month's trading days, from 0. */
const LACKING_DAY = 7
const NEGATIVE = '-1'

/** Values that stand in the place of a month's own. */
interface Planted {
  /** 1-based, the header is 1. */
  line: number
  column: (typeof columns)[number]
  value: string
}

/**
 * Daily prices, one CSV a month: one month and one day are not there, one close cannot be read, one volume is below zero, and turnover is given
 * from a month on.
 */
export function dailyPrices(world: DemoWorld, bars: readonly Bar[]): DemoDataset {
  const months = Map.groupBy(bars, (bar) => bar.date.slice(0, 7))
  const names = [...months.keys()]
  const gap = names.at(-8) ?? ''
  const addedFrom = names.at(-13) ?? ''
  const bad = names.at(-3) ?? ''
  const below = names.at(-2) ?? ''
  const line = 2 + (world.seed % 100)
  const planted = new Map<string, Planted>([
    [bad, { line, column: 'close', value: 'C' }],
    [below, { line, column: 'volume', value: NEGATIVE }]
  ])
  const partial = names.at(-5) ?? ''
  const lackingDay = [...new Set(months.get(partial)?.map(({ date }) => date))][LACKING_DAY] ?? ''
  const files = names
    .filter((month) => month !== gap)
    .map((month): DemoFile => {
      const rows = (months.get(month) ?? []).filter(({ date }) => date !== lackingDay)
      return {
        path: `daily_price/${month}.csv`,
        bytes: () => monthFile(rows, month >= addedFrom, planted.get(month))
      }
    })
  const troubles: Trouble[] = [
    { kind: 'gap', dataset: NAME, dt: gap },
    { kind: 'missing-interval', dataset: NAME, dt: partial, interval: lackingDay },
    {
      kind: 'unreadable',
      dataset: NAME,
      dt: bad,
      file: `daily_price/${bad}.csv`,
      line,
      column: 'close',
      value: 'C'
    },
    {
      kind: 'implausible',
      dataset: NAME,
      dt: below,
      check: 'volume_not_negative',
      file: `daily_price/${below}.csv`,
      line,
      column: 'volume',
      value: NEGATIVE
    },
    { kind: 'added-column', dataset: NAME, column: ADDED, from: addedFrom }
  ]
  return { spec, files, troubles }
}

function monthFile(bars: readonly Bar[], withTurnover: boolean, planted: Planted | undefined): Uint8Array {
  const header = withTurnover ? [...columns, ADDED] : columns
  const rows = bars.map((bar, index) => {
    const own = columns.map((name) => (index + 2 === planted?.line && name === planted.column ? planted.value : bar[name]))
    return withTurnover ? [...own, bar.turnover] : own
  })
  return csv(header, rows)
}

const price = (name: string, description: string) =>
  ({ name, source: { header: name }, type: 'integer', unit: 'KRW', description }) as const

const spec: DemoDataset['spec'] = {
  format: 1,
  name: NAME,
  title: { ko: '일별 시세 (시뮬레이션)', en: 'Daily prices (simulated)' },
  description: 'Simulated: a random walk of companies that do not exist, on the real trading days of KRX.',
  owner: 'market-data@demo',
  simulated: true,
  source: { location: 'sources/daily_price', pattern: '*.csv', format: 'csv' },
  columns: [
    { name: 'date', source: { header: 'date' }, type: 'date', nullable: false, description: '기준일' },
    { name: 'code', source: { header: 'code' }, type: 'text', nullable: false, description: '종목코드' },
    price('open', '시가'),
    price('high', '고가'),
    price('low', '저가'),
    price('close', '종가'),
    { name: 'volume', source: { header: 'volume' }, type: 'integer', unit: '주', description: '거래량' },
    price(ADDED, '거래대금')
  ],
  primaryKey: ['date', 'code'],
  partition: { columns: ['date'], grain: 'month' },
  sort: ['code', 'date'],
  calendar: 'krx',
  interval: { unit: 'day' },
  expectedBy: { days: 0, time: '18:00' },
  schedule: { cron: '0 18 * * 1-5' },
  checks: [
    { id: 'row_once', kind: 'unique', description: '종목과 기준일마다 한 행' },
    { id: 'volume_not_negative', kind: 'range', column: 'volume', min: '0', severity: 'warn' },
    {
      id: 'low_to_high',
      kind: 'rule',
      sql: 'low <= least(open, close) AND greatest(open, close) <= high',
      severity: 'warn',
      description: '시가와 종가는 저가와 고가 사이'
    }
  ],
  // The month that is not over has fewer rows than others, which is nothing unusual.
  anomalies: { rows: false, measures: { mean_volume: 'avg(volume)' }, returns: { entity: 'code', value: 'close', date: 'date' } }
}
