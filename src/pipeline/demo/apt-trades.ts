import { createRandom } from './random'
import type { DemoDataset, DemoFile, DemoWorld } from './plan-types'
import { csv } from './text'

const NAME = 'sim_apt_trade'
const regions = [
  '가온시 나래구 다솜동',
  '가온시 나래구 라온동',
  '가온시 마루구 새별동',
  '해솔시 아라동',
  '해솔시 누리동'
] as const
const complexes = ['시뮬레이션마을 1단지', '시뮬레이션마을 2단지', '가상파크', '가상리버뷰', '모의아파트'] as const
const areas = [39.72, 59.97, 74.83, 84.99, 101.86, 114.72] as const
const header = ['시군구', '단지명', '전용면적', '계약년', '계약월', '계약일', '거래금액', '층', '건축년도']

/** Apartment trades, one CSV a month with Korean columns; amounts in 만원. */
export function aptTrades(world: DemoWorld): DemoDataset {
  const months = [...new Set(world.days.map((day) => day.slice(0, 7)))]
  return { spec, files: months.map((month) => monthFile(world.seed, month, world.asOf)), troubles: [] }
}

function monthFile(seed: number, month: string, asOf: string): DemoFile {
  const [year = 0, monthNumber = 0] = month.split('-').map(Number)
  const days = month === asOf.slice(0, 7) ? Number(asOf.slice(8)) : new Date(Date.UTC(year, monthNumber, 0)).getUTCDate()
  return {
    path: `apt_trade/apt_trade_${month.replace('-', '')}.csv`,
    bytes: () => {
      const random = createRandom(seed, `apt ${month}`)
      const count = Math.round((random.int(1_700, 2_500) * days) / 30)
      return csv(
        header,
        Array.from({ length: count }, () => {
          const area = random.pick(areas)
          const amount = Math.round((area * random.int(700, 2_600)) / 500) * 500
          const place = [random.pick(regions), random.pick(complexes), area]
          return [...place, year, monthNumber, random.int(1, days), amount, random.int(1, 35), random.int(1978, year - 1)]
        })
      )
    }
  }
}

const column = (name: string, type: string, unit?: string) => ({
  name,
  source: { header: name },
  type,
  ...(unit === undefined ? {} : { unit })
})

const spec: DemoDataset['spec'] = {
  format: 1,
  name: NAME,
  title: { ko: '아파트 실거래 (시뮬레이션)', en: 'Apartment trades (simulated)' },
  description: 'Simulated: no such towns, complexes or trades.',
  owner: 'real-estate@demo',
  simulated: true,
  source: { location: 'sources/apt_trade', pattern: '*.csv', format: 'csv' },
  columns: [
    column('시군구', 'text'),
    column('단지명', 'text'),
    column('전용면적', 'decimal(6,2)', '㎡'),
    column('계약년', 'integer'),
    column('계약월', 'integer'),
    column('계약일', 'integer'),
    column('거래금액', 'integer', '만원'),
    column('층', 'integer'),
    column('건축년도', 'integer')
  ],
  partition: { columns: ['계약년', '계약월'], grain: 'month' },
  sort: ['계약일', '시군구'],
  expectedBy: { days: 5, time: '09:00' },
  schedule: { cron: '0 8 5 * *' },
  restate: { count: 2, unit: 'month' },
  provisional: { count: 2, unit: 'month' }
}
