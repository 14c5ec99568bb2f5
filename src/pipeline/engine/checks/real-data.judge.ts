import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkReport, checkSuggestions, type CheckReport, type CheckSuggestion, type DatasetSpecInput } from '../../contract'
import type { CheckSpec } from '../../contract'
import { dataPath, describeData, plainCsv } from '../../load/duck/testing/real-data'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

const TICKS = dataPath('ticks/samsung_2023-09-04.csv')
const CLOSES = dataPath('stocks/kor_close_2018-11_2021-11.csv.gz')
const TICKERS = dataPath('stocks/KOR_ticker.csv')
const SECTORS = dataPath('stocks/KOR_sector.csv')
const RETAIL = dataPath('events/online_retail_by_day.tar.gz')
const SP500 = dataPath('stocks/sp500_5yr_2013-2018.csv.gz')

const header = (name: string, type: string, more: object = {}) => ({ name, source: { header: name }, type, ...more })

const ticks = (name: string, location: string, checks: DatasetSpecInput['checks'] = []): DatasetSpecInput => ({
  ...{ format: 1, name, source: { location, format: 'csv' }, badCell: 'cell', checks },
  columns: [
    header('id', 'integer'),
    header('get_data_timestamp', 'datetime'),
    header('ticker', 'text'),
    header('market_cap', 'integer'),
    header('current_price', 'integer'),
    header('change', 'decimal(9,2)')
  ],
  primaryKey: ['id'],
  partition: { columns: ['get_data_timestamp'], grain: 'day' }
})

const closes: DatasetSpecInput = {
  ...{ format: 1, name: 'kor_close', source: { location: CLOSES, format: 'csv' }, primaryKey: ['code', 'date'] },
  columns: [header('code', 'text'), header('date', 'date'), header('close', 'decimal(18,2)')],
  partition: { columns: ['date'], grain: 'month' }
}

const tickers: DatasetSpecInput = {
  ...{ format: 1, name: 'KOR_ticker', source: { location: TICKERS, format: 'csv', encoding: 'cp949' } },
  columns: [
    header('종목코드', 'text'),
    header('종목명', 'text'),
    header('시장구분', 'text'),
    header('시가총액', 'decimal(20,0)')
  ],
  primaryKey: ['종목코드']
}

const sectors: DatasetSpecInput = {
  ...{ format: 1, name: 'KOR_sector', source: { location: SECTORS, format: 'csv', encoding: 'cp949' } },
  columns: [header('CMP_CD', 'text'), header('CMP_KOR', 'text')]
}

const retail: DatasetSpecInput = {
  ...{ format: 1, name: 'retail', source: { location: RETAIL, format: 'csv' }, zone: 'Europe/London' },
  columns: [header('InvoiceNo', 'text'), header('StockCode', 'text'), header('InvoiceDate', 'datetime')],
  partition: { columns: ['InvoiceDate'], grain: 'day' }
}

/** Of each day: lines whose invoice number stands on another line of the day as well. */
const INVOICES = `
import collections, csv, io, json, sys, tarfile
days = collections.defaultdict(collections.Counter)
with tarfile.open(sys.argv[1]) as archive:
    for member in archive.getmembers():
        if not member.isfile(): continue
        for row in csv.DictReader(io.TextIOWrapper(archive.extractfile(member), 'utf-8')):
            days[row['InvoiceDate'][:10]][row['InvoiceNo']] += 1
print(json.dumps({day: sum(n for n in seen.values() if n > 1) for day, seen in days.items()}))`

/** Rows of a CSV in EUC-KR with quotes around every text and none inside, by header. */
function koreanCsv(path: string): Record<string, string>[] {
  const [first = '', ...lines] = new TextDecoder('euc-kr').decode(readFileSync(path)).trimEnd().split(/\r?\n/)
  const cells = (line: string): string[] =>
    Array.from(line.matchAll(/"([^"]*)"|([^,]+)|(?<=,)(?=,|$)/g), ([, quoted, bare]) => quoted ?? bare ?? '')
  const names = cells(first)
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, index) => [names[index] ?? '', cell])))
}

const sp500: DatasetSpecInput = {
  ...{ format: 1, name: 'sp500', source: { location: SP500, format: 'csv' }, primaryKey: ['Name', 'date'] },
  columns: [
    header('date', 'date'),
    ...['open', 'high', 'low', 'close'].map((name) => header(name, 'float')),
    header('Name', 'text')
  ],
  partition: { columns: ['date'], grain: 'month' }
}

/** The same ticks with one price cut to a tenth, as a source that lost a digit would send them. */
async function spoilt(folder: string): Promise<string> {
  const [first = '', ...lines] = readFileSync(TICKS, 'utf8').trimEnd().split('\n')
  const cut = lines.map((line) => (line.startsWith('61,') ? line.replace(',71200,', ',7120,') : line))
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'spoilt.csv')
  await writeFile(path, `${[first, ...cut].join('\n')}\n`)
  return path
}

const run = promisify(execFile)

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** A lake with these datasets, loaded. */
async function loaded(...specs: DatasetSpecInput[]): Promise<TestClient> {
  const { workspace, folder } = await newWorkspace((sources) => [...specs, ticks('spoilt', join(sources, 'in', 'spoilt.csv'))])
  await spoilt(join(folder, 'in'))
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  for (const { name } of [...specs, { name: 'spoilt' }]) {
    const { job } = await client.call('loads.start', { name, ...requestId() })
    expect(await client.ended(job)).toMatchObject({ state: 'done' })
  }
  return client
}

async function check(
  client: TestClient,
  name: string,
  checks: (Partial<CheckSpec> & { id: string; kind: string })[]
): Promise<CheckReport> {
  const { job } = await client.call('checks.run', { name, checks: checks as CheckSpec[], ...requestId() })
  const ended = await client.ended(job)
  expect(ended.error).toBeUndefined()
  return checkReport.parse(ended.result)
}

const ratio = { id: 'shares', kind: 'ratio' as const, left: 'market_cap', right: 'current_price', within: 0.005 }

describeData('checks of real data, against plain code over the same files', () => {
  it('§5.1: market_cap / current_price is the same within 0.5 % in all 30 ticks', async () => {
    const ratios = plainCsv(TICKS)
      .slice(1)
      .map((row) => Number(row[4]) / Number(row[5]))
    const [result] = (await check(await loaded(ticks('ticks', TICKS)), 'ticks', [ratio])).results
    expect(result).toMatchObject({ state: 'ok', rows: 30, failingRows: 0 })
    expect(Number(result?.measured['least'])).toBeCloseTo(Math.min(...ratios), 10)
    expect(Number(result?.measured['greatest'])).toBeCloseTo(Math.max(...ratios), 10)
    expect([Math.min(...ratios).toFixed(4), Math.max(...ratios).toFixed(4)]).toEqual(['59.6978', '59.6979'])
  })

  it('§5.1: a price of 7,120 fails it, and that row is the sample', async () => {
    const [result] = (await check(await loaded(), 'spoilt', [ratio])).results
    expect(result).toMatchObject({ state: 'failed', reason: 'ratio.differs', rows: 30, failingRows: 1 })
    expect(result?.sample).toMatchObject([{ id: '61', ticker: '005930', current_price: '7120', market_cap: '4250480' }])
  })

  it('finds the months of kor_close whose rows lie apart from those before', async () => {
    const months = new Map<string, number>()
    for (const [, date = ''] of plainCsv(CLOSES).slice(1)) months.set(date.slice(0, 7), (months.get(date.slice(0, 7)) ?? 0) + 1)
    const sorted = [...months].sort(([a], [b]) => (a < b ? -1 : 1))
    const apart = sorted.flatMap(([dt, rows], index) => {
      const before = sorted
        .slice(Math.max(0, index - 20), index)
        .map(([, count]) => count)
        .sort((a, b) => a - b)
      if (before.length < 4) return []
      const half = before.length / 2
      const median = half % 1 === 0 ? ((before[half - 1] ?? 0) + (before[half] ?? 0)) / 2 : (before[Math.floor(half)] ?? 0)
      return Math.abs(rows - median) > 0.3 * median ? [dt] : []
    })
    const report = await check(await loaded(closes), 'kor_close', [{ id: 'steady', kind: 'rows', within: 0.3 }])
    expect(
      report.results
        .filter(({ state }) => state === 'failed')
        .map(({ dt }) => dt)
        .sort()
    ).toEqual(apart)
    expect(report.fired).toEqual([{ check: 'steady', failed: apart.length, skipped: 4, of: 37 }])
    expect(apart).toEqual(['2021-11'])
  })

  it('finds every code of kor_close in the ticker master, and 73 of KOR_sector not', async () => {
    const master = new Set(koreanCsv(TICKERS).map((row) => row['종목코드'] ?? ''))
    const absent = koreanCsv(SECTORS).filter((row) => !master.has(row['CMP_CD'] ?? ''))
    const client = await loaded(tickers, sectors, closes)
    const listed = { id: 'listed', kind: 'reference' as const, dataset: 'KOR_ticker', refColumn: '종목코드' }
    const all = await check(client, 'kor_close', [{ ...listed, column: 'code' }])
    expect(all.fired).toEqual([{ check: 'listed', failed: 0, skipped: 0, of: 37 }])
    const codes = new Set(
      plainCsv(CLOSES)
        .slice(1)
        .map(([code]) => code ?? '')
    )
    expect([...codes].filter((code) => !master.has(code))).toEqual([])
    const [result] = (await check(client, 'KOR_sector', [{ ...listed, column: 'CMP_CD' }])).results
    expect(result).toMatchObject({ state: 'failed', reason: 'reference.absent', failingRows: absent.length })
    expect(result?.sample.map((row) => row['CMP_CD']).sort()).toEqual(absent.map((row) => row['CMP_CD']).sort())
    expect(absent).toHaveLength(73)
  })

  it('counts the lines of online retail that share their invoice number, day by day', async () => {
    const client = await loaded(retail)
    const report = await check(client, 'retail', [{ id: 'once', kind: 'unique', columns: ['InvoiceNo'] }])
    const { stdout } = await run(process.env.PENSTOCK_PYTHON ?? 'python3', ['-c', INVOICES, RETAIL], { maxBuffer: 2 ** 26 })
    const expected = JSON.parse(stdout) as Record<string, number>
    expect(Object.keys(expected)).toHaveLength(305)
    expect(Object.fromEntries(report.results.map(({ dt, failingRows }) => [dt, failingRows]))).toEqual(expected)
  })

  it('counts the empty cells of sp500', async () => {
    const [names = [], ...lines] = plainCsv(SP500)
    const empty = (name: string): number => lines.filter((line) => line[names.indexOf(name)] === '').length
    const checks = ['open', 'high', 'low', 'close'].map((column) => ({
      id: `${column}_there`,
      kind: 'nulls' as const,
      column,
      maxShare: 0
    }))
    const { results } = await check(await loaded(sp500), 'sp500', checks)
    const found = (id: string): number => results.filter((one) => one.check === id).reduce((sum, one) => sum + one.failingRows, 0)
    expect(checks.map(({ id }) => found(id))).toEqual(['open', 'high', 'low', 'close'].map(empty))
    expect(checks.map(({ id }) => found(id))).toEqual([11, 8, 8, 0])
  })

  it('suggests what holds on the past, with the ratio of §5.1 and the ticker master, and nothing that fires often', async () => {
    const suggested = async (client: TestClient, name: string): Promise<CheckSuggestion[]> => {
      const { job } = await client.call('checks.suggest', { name, ...requestId() })
      return checkSuggestions.parse((await client.ended(job)).result)
    }
    const said = (found: readonly CheckSuggestion[]) => found.map(({ check: one, evidence }) => `${one.id} ${evidence.reason}`)
    expect(said(await suggested(await loaded(ticks('ticks', TICKS)), 'ticks'))).toEqual([
      'key_once suggest.key',
      ...['id', 'get_data_timestamp', 'ticker'].map((name) => `${name}_there suggest.never_null`),
      'ticker_known suggest.few_values',
      ...['market_cap', 'current_price'].flatMap((name) => [`${name}_there suggest.never_null`, `${name}_range suggest.range`]),
      'market_cap_by_current_price suggest.ratio'
    ])
    expect(said(await suggested(await loaded(tickers, closes), 'kor_close'))).toEqual([
      'key_once suggest.key',
      'same_columns suggest.schema',
      ...['code', 'date', 'close'].map((name) => `${name}_there suggest.never_null`),
      'close_range suggest.range',
      'code_in_KOR_ticker suggest.reference'
    ])
  })
})
