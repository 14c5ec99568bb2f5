import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DatasetSpecInput, IncidentSummary } from '../../contract'
import { dataPath, describeData, plainCsv } from '../../load/duck/testing/real-data'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { plainReturns, plainZ, type PlainReturn } from './testing/plain-returns'
import { apartments, korClose, retail, sp500, sp500Monthly, ticks, vix, wti } from './testing/real-specs'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Loads the dataset and gives its incidents by subject, the oldest partition first. */
async function loaded(spec: DatasetSpecInput): Promise<{ client: TestClient; of: (subject: string) => IncidentSummary[] }> {
  const { workspace } = await newWorkspace(() => [spec])
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const { job } = await client.call('loads.start', { name: spec.name, ...requestId() })
  expect(await client.ended(job)).toMatchObject({ state: 'done' })
  const { incidents } = await client.call('incidents.list', { limit: 500 })
  const sorted = incidents.sort((a, b) => (a.dt < b.dt ? -1 : 1))
  return { client, of: (subject) => sorted.filter((one) => one.subject === subject) }
}

const told = (list: readonly IncidentSummary[]): string[] =>
  list.map(({ dt, measured }) => `${dt} ${measured['value'] ?? ''} ${measured['z'] ?? ''}`)

/** Unusual values by plain code: each against those before it, of the same weekday where `weekday` gives one. */
function unusual(series: readonly (readonly [string, number])[], weekday: (dt: string) => number | null = () => null): string[] {
  return series.flatMap(([dt, value], index) => {
    const before = series.slice(0, index)
    const same = before.filter(([other]) => weekday(dt) !== null && weekday(other) === weekday(dt))
    const earlier = (same.length >= 8 ? same.slice(-20) : before.slice(-60)).map(([, one]) => one)
    if (earlier.length < 8) return []
    const z = plainZ(value, earlier)
    return z === null || Math.abs(z) > 3.5 ? [`${dt} ${value} ${z === null ? '' : z.toFixed(2)}`] : []
  })
}

/** One value for each key, ascending by key. */
function series<T>(rows: readonly T[], keyOf: (row: T) => string, valueOf: (rows: T[]) => number): [string, number][] {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => [key, valueOf(own)])
}

/** How often each key stands, ascending by key. */
function counts(keys: readonly string[]): [string, number][] {
  const found = new Map<string, number>()
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1)
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Months with their number of unusual returns, by plain code. */
function flagged(returns: readonly PlainReturn[]): [string, number][] {
  const far = returns.filter(({ history, z }) => history >= 8 && (z === null || Math.abs(z) > 3.5))
  return counts(far.map(({ date }) => date.slice(0, 7)))
}

const flaggedBy = (list: readonly IncidentSummary[]): [string, number][] =>
  list.map(({ dt, measured }) => [dt, Number(measured['count'])])

const gravest = (list: readonly IncidentSummary[]): string[] =>
  list
    .filter(({ severity }) => severity === 'warn')
    .map(({ reason, measured }) => `${reason} ${measured['entity'] ?? ''} ${measured['date'] ?? ''} ${measured['change'] ?? ''}`)

const csvRows = (path: string): string[][] => plainCsv(dataPath(path)).slice(1)

describeData('what real data shows by itself, against plain code over the same files', () => {
  it('kor_close: a month that is cut off, a split that the adjusted closes lack, and jumps beyond the limit', async () => {
    const rows = csvRows('stocks/kor_close_2018-11_2021-11.csv.gz').map((row): [string, string, number] => [
      row[0] ?? '',
      row[1] ?? '',
      Number(row[2])
    ])
    const { of } = await loaded(korClose)
    expect(told(of('rows'))).toEqual(unusual(counts(rows.map(([, date]) => date.slice(0, 7)))))
    expect(told(of('rows'))).toEqual(['2021-11 11180 -9.26'])
    expect(flaggedBy(of('returns'))).toEqual(flagged(plainReturns(rows)))
    expect(gravest(of('returns'))).toEqual([
      'anomaly.returns 253840 2018-12-07 -47.54 %',
      'anomaly.unadjusted 176440 2019-11-21 -80.69 %',
      'anomaly.returns 214610 2020-10-22 -37.27 %',
      'anomaly.returns 260970 2021-02-01 -91.35 %'
    ])
  })

  it('sp500: the last month, empty prices, and two splits that the closes lack', async () => {
    const rows = csvRows('stocks/sp500_5yr_2013-2018.csv.gz')
    const { of } = await loaded(sp500)
    expect(told(of('rows'))).toEqual(unusual(counts(rows.map(([date = '']) => date.slice(0, 7)))))
    const empty = series(
      rows,
      ([date = '']) => date.slice(0, 7),
      (own) => own.filter(([, open]) => open === '').length
    )
    expect(told(of('empty'))).toEqual(unusual(empty))
    const closes = rows.map((row): [string, string, number] => [row[6] ?? '', row[0] ?? '', Number(row[4])])
    expect(flaggedBy(of('returns'))).toEqual(flagged(plainReturns(closes)))
    expect(gravest(of('returns'))).toEqual([
      'anomaly.unadjusted DISCK 2014-08-07 -51.02 %',
      'anomaly.unadjusted LNT 2016-05-20 100.95 %'
    ])
  })

  it('apartments of 2007: October, before the rules changed', async () => {
    const rows = csvRows('realestate/kr_apt_trade_2007.csv.gz')
    const { of } = await loaded(apartments)
    const months = counts(rows.map((row) => `${row.at(-2) ?? ''}-${(row.at(-1) ?? '').padStart(2, '0')}`))
    expect(told(of('rows'))).toEqual(unusual(months))
    expect(told(of('rows'))).toEqual(['2007-10 47520 4.59'])
  })

  it('online retail: days against the same weekday, and the day on which more came back than was sold', async () => {
    const { client, of } = await loaded(retail)
    const partitions = await client.call('lake.partitions', { name: 'online_retail' })
    const rows = partitions.flatMap(({ dt, rows: count }): [string, number][] => (count === 0 ? [] : [[dt, count]]))
    expect(rows.reduce((sum, [, count]) => sum + count, 0)).toBe(541_909)
    expect(told(of('rows'))).toEqual(unusual(rows, (dt) => new Date(`${dt}T12:00:00Z`).getUTCDay()))
    expect(told(of('quantity'))).toContain('2011-06-14 -13752 -6.45')
  })

  it('the price of oil below zero, the panic of 2008 and 2020, and months without a price index', async () => {
    const oil = series(
      csvRows('macro/wti_daily.csv'),
      ([date = '']) => date.slice(0, 7),
      (own) => Math.min(...own.map((row) => Number(row[1])))
    )
    expect(told((await loaded(wti)).of('lowest'))).toEqual(unusual(oil))
    const fear = series(
      csvRows('macro/vix_daily.csv'),
      ([date = '']) => date.slice(0, 7),
      (own) => Math.max(...own.map((row) => Number(row[4])))
    )
    expect(told((await loaded(vix)).of('highest'))).toEqual(unusual(fear))
    const zeros = series(
      csvRows('macro/sp500_cpi_longrate_monthly.csv'),
      ([date = '']) => date.slice(0, 7),
      (own) => own.filter((row) => Number(row[4]) === 0).length
    )
    expect(told((await loaded(sp500Monthly)).of('zeros'))).toEqual(unusual(zeros))
    expect(unusual(oil)).toContain('2020-04 -36.98 -9.49')
    expect(unusual(fear)).toContain('2020-03 82.69 13.79')
    expect(unusual(zeros)[0]).toBe('2023-10 1 ')
  })

  it('the 30 ticks of a day show nothing: one partition has nothing before it, and prices move by a step', async () => {
    const { client } = await loaded(ticks)
    expect(await client.call('incidents.list', {})).toMatchObject({ total: 0, open: 0 })
  })
})
