import { shippedCalendar } from '../../calendar'
import { defaultRunPolicy, type DatasetSpec } from '../../contract'
import type { ExecutionPolicies } from '../execution'
import { buildGraph } from '../graph'
import { derived, sourced } from '../testing/specs'

const krx = shippedCalendar('krx')
const retry = { codes: ['http.status' as const], times: 2, waitSeconds: 600 }

/** Prices by trading day, and what is made of them with the day before. */
const prices = sourced('prices', {
  calendar: 'krx',
  range: { from: '2023-10-30' },
  schedule: { cron: '30 16 * * *' },
  expectedBy: { days: 0, time: '16:00' },
  runs: { concurrency: 3, order: 'newest', retry }
})
/** What arrives by the hour, is asked for every third and is stored by the day, over the end of daylight saving time on 2023-11-05. */
const ticks = sourced('ticks', {
  columns: [
    { name: 'day', source: { header: 'day' }, type: 'date' },
    { name: 'at', source: { header: 'at' }, type: 'timestamp' }
  ],
  zone: 'America/New_York',
  interval: { unit: 'hour', column: 'at' },
  mode: 'incremental',
  primaryKey: ['at'],
  range: { from: '2023-11-04', to: '2023-11-06' },
  schedule: { cron: '10 */3 * * *' },
  runs: { sequential: true }
})
const mart = derived('mart', { calendar: 'krx', inputs: { prices: { lookback: 1 } } })
/** Asks for a review by itself where much changes. */
const report = derived('report', { calendar: 'krx', runs: { retry, publish: { askAbove: 50 } } })

/** In the order of making. */
export const specs: readonly DatasetSpec[] = [prices, ticks, mart, report]
export const specOf = (name: string): DatasetSpec => specs.find((spec) => spec.name === name) ?? prices
export const calendarOf = (dataset: string): typeof krx => (dataset === 'ticks' ? undefined : krx)
export const graph = buildGraph(
  specs,
  new Map([
    ['mart', { tables: ['prices'] }],
    ['report', { tables: ['mart', 'prices'] }]
  ])
)
export const policies: ExecutionPolicies = {
  total: 4,
  datasets: new Map(specs.map(({ name, runs }) => [name, runs ?? defaultRunPolicy])),
  divisible: new Set(['mart', 'report'])
}
