import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { datasetSpec, isDerived, type DatasetSpecInput, type DerivedSpec } from '../../../contract'
import type { DerivedInput, StagedLoad } from '../../worker-api'
import { readParquet } from '../testing/read-parquet'
import { dataPath, describeData, plainCsv } from '../testing/real-data'
import { quiet, WorkFolder, type Loaded, type SpecDraft } from '../testing/work-folder'
import { createDuckWorker } from '../worker'

let folder: WorkFolder
beforeAll(async () => {
  folder = await WorkFolder.make()
})
afterAll(() => folder.dispose())

const closes: SpecDraft = {
  source: { location: dataPath('stocks/kor_close_2018-11_2021-11.csv.gz'), format: 'csv' },
  columns: [
    { name: 'code', source: { header: 'code' }, type: 'text' },
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'close', source: { header: 'close' }, type: 'integer' }
  ],
  primaryKey: ['code', 'date'],
  partition: { columns: ['date'], grain: 'month' },
  interval: { unit: 'day' }
}

const inputOf = (dataset: string, { current }: Loaded, dt?: string): DerivedInput => {
  const parts = current.partitions.filter((part) => dt === undefined || part.dt === dt)
  return {
    dataset,
    schema: current.schema,
    files: parts.flatMap(({ files }) => files),
    madeFrom: parts.map((part) => ({ dataset, dt: part.dt, version: 0, digest: part.digest }))
  }
}

function specOf(sql: string, more: Partial<DatasetSpecInput>): DerivedSpec {
  const spec = datasetSpec.parse({ format: 1, name: 'mart', derive: { sql }, columns: [], ...more })
  if (!isDerived(spec)) throw new Error('It is derived.')
  return spec
}

async function make(name: string, spec: DerivedSpec, partitions: { dt: string; inputs: DerivedInput[] }[]) {
  const [scratch, staging] = [join(folder.root, name, 'scratch'), join(folder.root, name, 'staging')]
  await mkdir(staging, { recursive: true })
  const worker = await createDuckWorker()
  const staged: StagedLoad = await worker.derive({ spec, runId: name, partitions, scratch, staging, current: undefined }, quiet())
  const paths = staged.partitions.flatMap(({ files }) => files.map(({ path }) => join(staging, path)))
  return { staged, paths }
}

/** Rows by key, counted by plain code. */
function tally<T>(rows: Iterable<T>, key: (row: T) => string): Map<string, T[]> {
  return Map.groupBy(rows, key)
}

describeData('intervals of real tables', () => {
  it('Korean closes: 742 trading days in 37 months, each with the rows that plain code counts', async () => {
    const loaded = await folder.stage(closes)
    const byDay = tally(plainCsv(dataPath('stocks/kor_close_2018-11_2021-11.csv.gz')).slice(1), ([, date = '']) => date)
    const found = Object.assign({}, ...loaded.staged.partitions.map(({ intervals }) => intervals)) as Record<string, number>
    expect(Object.keys(found)).toHaveLength(742)
    expect(found).toEqual(Object.fromEntries([...byDay].map(([date, rows]) => [date, rows.length])))
    for (const { dt, rows, files } of loaded.staged.partitions) {
      const counts = Object.entries(files[0]?.intervals ?? {})
      expect(counts.every(([date]) => date.startsWith(dt))).toBe(true)
      expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(rows)
    }
  })

  it('Korean closes: two months of 37 come out as in the whole load', async () => {
    const all = await folder.stage(closes)
    const two = await folder.stage(closes, { only: ['2019-02', '2021-11'] })
    const digests = new Map(all.staged.partitions.map(({ dt, digest }) => [dt, digest]))
    expect(two.staged.partitions.map(({ dt }) => dt)).toEqual(['2019-02', '2021-11'])
    for (const { dt, digest } of two.staged.partitions) expect(digest).toBe(digests.get(dt))
  })
})

describeData('marts of real tables', () => {
  it('Korean closes by sector and month are what plain code makes of the two files', async () => {
    const prices = await folder.stage(closes)
    const sector = await folder.stage({
      source: { location: dataPath('stocks/KOR_sector.csv'), format: 'csv', encoding: 'cp949' },
      columns: [
        { name: '코드', source: { header: 'CMP_CD' }, type: 'text' },
        { name: 'sector', source: { header: 'SEC_NM_KOR' }, type: 'text' }
      ]
    })
    const sql = `SELECT make_date(year(date), month(date), 1) AS month, sector, count(*) AS n, count(DISTINCT code) AS codes, sum(close) AS total
      FROM kor_close JOIN KOR_sector ON code = "코드" GROUP BY ALL ORDER BY sector`
    const spec = specOf(sql, { partition: { columns: ['month'], grain: 'month' }, primaryKey: ['month', 'sector'] })
    const dts = prices.staged.partitions.map(({ dt }) => dt)
    const { staged, paths } = await make('sectors', spec, [
      ...dts.map((dt) => ({ dt, inputs: [inputOf('kor_close', prices, dt), inputOf('KOR_sector', sector)] }))
    ])
    expect(staged.partitions.map(({ dt }) => dt)).toEqual(dts)
    const expected = sectorTotals()
    const found = (await readParquet(paths)).map((row) => [
      `${(row['month'] as Date).toISOString().slice(0, 7)} ${String(row['sector'])}`,
      `${String(row['n'])} ${String(row['codes'])} ${String(row['total'])}`
    ])
    expect(found).toHaveLength(expected.size)
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
  })

  it('apartment prices by region and month are what plain code counts: 465,007 trades', async () => {
    const location = dataPath('realestate/kr_apt_trade_2007.csv.gz')
    const named = (name: string, type: string) => ({ name, source: { header: name }, type })
    const trades = await folder.stage({
      source: { location, format: 'csv' },
      columns: [
        ...[named('시군구', 'text'), named('전용면적', 'decimal(10,4)'), named('거래금액', 'integer')],
        ...[named('계약년', 'integer'), named('계약월', 'integer')]
      ],
      partition: { columns: ['계약년', '계약월'], grain: 'month' }
    })
    const sql = `SELECT 계약년, 계약월, split_part(시군구, ' ', 1) AS 시도, count(*) AS 건수, sum(거래금액) AS 합계, max(전용면적) AS 최대
      FROM kr_apt_trade GROUP BY ALL`
    const spec = specOf(sql, {
      columns: [{ name: '합계', source: { header: '합계' }, type: 'decimal(20,0)', unit: '만원' }],
      partition: { columns: ['계약년', '계약월'], grain: 'month' },
      primaryKey: ['계약년', '계약월', '시도'],
      sort: ['시도']
    })
    const { staged, paths } = await make('apartments', spec, [
      ...trades.staged.partitions.map(({ dt }) => ({ dt, inputs: [inputOf('kr_apt_trade', trades, dt)] }))
    ])
    expect(staged).toMatchObject({ rowsRead: 465_007 })
    const found = (await readParquet(paths)).map((row) => [
      ...Object.values(row).slice(0, -1).map(String),
      Number(row['최대']).toFixed(4)
    ])
    const expected = [...regions(location)].map(([key, rows]) => {
      const total = rows.reduce((sum, { price }) => sum + price, 0)
      return [...key.split(' '), String(rows.length), String(total), Math.max(...rows.map(({ area }) => area)).toFixed(4)]
    })
    const asText = (row: readonly string[]): string => row.join('|')
    expect(found.map(asText).toSorted()).toEqual(expected.map(asText).toSorted())
  })
})

/** Sectors by month of the two files, by plain code: rows, codes and the sum of closes. */
function sectorTotals(): Map<string, string> {
  const sectorOf = new Map<string, string[]>()
  for (const [code = '', sector = ''] of sectors()) sectorOf.set(code, [...(sectorOf.get(code) ?? []), sector])
  const rows = plainCsv(dataPath('stocks/kor_close_2018-11_2021-11.csv.gz')).slice(1)
  const joined = rows.flatMap(([code = '', date = '', close = '']) =>
    (sectorOf.get(code) ?? []).map((sector) => ({ key: `${date.slice(0, 7)} ${sector}`, code, close: Number(close) }))
  )
  return new Map(
    [...tally(joined, ({ key }) => key)].map(([key, group]) => {
      const codes = new Set(group.map(({ code }) => code)).size
      return [key, `${group.length} ${codes} ${group.reduce((sum, { close }) => sum + close, 0)}`]
    })
  )
}

/** Code and sector of each line: every text of the file is in quotes, and none holds one. */
function sectors(): [string, string][] {
  const text = new TextDecoder('euc-kr').decode(readFileSync(dataPath('stocks/KOR_sector.csv')))
  const [header = [], ...lines] = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => [...line.matchAll(/"([^"]*)"|([^,"]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''))
  const [code, sector] = [header.indexOf('CMP_CD'), header.indexOf('SEC_NM_KOR')]
  return lines.map((line) => [line[code] ?? '', line[sector] ?? ''])
}

interface Trade {
  price: number
  area: number
}

/** Trades by `year month region`. A few names are in quotes since they hold commas, none holds a quote or a line end. */
function regions(location: string): Map<string, Trade[]> {
  const lines = gunzipSync(readFileSync(location)).toString('utf8').split(/\r?\n/)
  const [header = [], ...rows] = lines.filter((line) => line !== '').map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
  const at = (name: string): number => header.indexOf(name)
  const columns = { place: at('시군구'), area: at('전용면적'), price: at('거래금액'), year: at('계약년'), month: at('계약월') }
  const found = new Map<string, Trade[]>()
  for (const row of rows) {
    const key = `${row[columns.year] ?? ''} ${row[columns.month] ?? ''} ${(row[columns.place] ?? '').split(' ')[0] ?? ''}`
    const trades = found.get(key) ?? []
    trades.push({ price: Number(row[columns.price]), area: Number(row[columns.area]) })
    found.set(key, trades)
  }
  return found
}
