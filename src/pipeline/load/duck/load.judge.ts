import { readFileSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Loaded } from './testing/work-folder'
import { pathsOf, WorkFolder, type SpecDraft } from './testing/work-folder'
import { readParquet } from './testing/read-parquet'
import { dataPath, describeData, plainCsv } from './testing/real-data'

let folder: WorkFolder

beforeAll(async () => {
  folder = await WorkFolder.make()
})
afterAll(() => folder.dispose())

const text = (name: string): SpecDraft['columns'][number] => ({ name, source: { header: name }, type: 'text' })
const typed = (name: string, type: string): SpecDraft['columns'][number] => ({ name, source: { header: name }, type })
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const rowsByDt = ({ staged }: Loaded): Record<string, number> =>
  Object.fromEntries(staged.partitions.map(({ dt, rows }) => [dt, rows]))

function countBy(keys: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return Object.fromEntries([...counts].sort())
}

describeData('the tables of the data folder', () => {
  it('loads the Korean closes: 37 months, 2,237 codes as text, 514 exponents mentioned and read exactly', async () => {
    const path = dataPath('stocks/kor_close_2018-11_2021-11.csv.gz')
    const loaded = await folder.stage({
      source: { location: path, format: 'csv' },
      columns: [text('code'), typed('date', 'date'), typed('close', 'integer')],
      primaryKey: ['code', 'date'],
      partition: { columns: ['date'], grain: 'month' }
    })
    const [, ...source] = plainCsv(path)
    expect(loaded.staged).toMatchObject({ rowsRead: 1_566_585, rowsWritten: 1_566_585, rowsQuarantined: 0, rowsSuperseded: 0 })
    expect(loaded.staged.notes).toEqual([{ code: 'number.exponent', column: 'close', count: 514 }])
    expect(rowsByDt(loaded)).toEqual(countBy(source.map(([, date = '']) => date.slice(0, 7))))
    expect(rowsByDt(loaded)).toMatchObject({ '2018-11': 39_757, '2021-11': 11_180 })
    expect(loaded.staged.partitions).toHaveLength(37)
    const rows = await readParquet(pathsOf(loaded))
    expect(new Set(rows.map(({ code }) => code)).size).toBe(2237)
    expect(rows[0]).toMatchObject({ code: '000020' })
    expect(rows.reduce((total, { close }) => total + (close as bigint), 0n)).toBe(
      source.reduce((total, [, , close]) => total + BigInt(Number(close)), 0n)
    )
  })

  it('loads the S&P 500: 61 months, 505 names, rows with empty cells kept as nulls', async () => {
    const path = dataPath('stocks/sp500_5yr_2013-2018.csv.gz')
    const prices = ['open', 'high', 'low', 'close'].map((name) => typed(name, 'decimal(12,4)'))
    const loaded = await folder.stage({
      source: { location: path, format: 'csv' },
      columns: [typed('date', 'date'), ...prices, typed('volume', 'integer'), text('Name')],
      primaryKey: ['date', 'Name'],
      partition: { columns: ['date'], grain: 'month' },
      zone: 'America/New_York'
    })
    const [, ...source] = plainCsv(path)
    expect(loaded.staged).toMatchObject({ rowsRead: 619_040, rowsWritten: 619_040, rowsQuarantined: 0 })
    expect(rowsByDt(loaded)).toEqual(countBy(source.map(([date = '']) => date.slice(0, 7))))
    expect(loaded.staged.partitions).toHaveLength(61)
    const rows = await readParquet(pathsOf(loaded))
    expect(new Set(rows.map(({ Name }) => Name)).size).toBe(505)
    expect(rows.filter((row) => Object.values(row).includes(null))).toHaveLength(11)
    expect(source.filter((row) => row.includes(''))).toHaveLength(11)
    const cents = (value: string): number => Math.round(Number(value) * 10_000)
    expect(Math.round(sum(rows.map(({ high }) => Math.round(Number(high ?? 0) * 10_000))))).toBe(
      sum(source.map(([, , high = '']) => cents(high)))
    )
  })

  it('quarantines the eleven incomplete rows of the S&P 500 where the dataset wants it so', async () => {
    const prices = ['open', 'high', 'low', 'close'].map((name) => ({ ...typed(name, 'float'), nullable: false }))
    const loaded = await folder.stage({
      source: { location: dataPath('stocks/sp500_5yr_2013-2018.csv.gz'), format: 'csv' },
      columns: [typed('date', 'date'), ...prices, typed('volume', 'integer'), text('Name')],
      partition: { columns: ['date'], grain: 'month' }
    })
    expect(loaded.staged).toMatchObject({ rowsRead: 619_040, rowsWritten: 619_029, rowsQuarantined: 11 })
    const source = readGzLines('stocks/sp500_5yr_2013-2018.csv.gz')
    for (const { line, raw, reason } of loaded.staged.quarantineSample) {
      expect(reason).toBe('cell.null')
      expect(source[(line ?? 0) - 1]).toBe(raw)
    }
  })

  it('loads apartment sales: Korean columns, a range that stays text, 12 months from year and month', async () => {
    const path = dataPath('realestate/kr_apt_trade_2007.csv.gz')
    const texts = ['시군구', '번지', '단지명', '계약일', '도로명'].map(text)
    const loaded = await folder.stage({
      source: { location: path, format: 'csv' },
      columns: [
        ...texts,
        typed('전용면적', 'decimal(10,4)'),
        { ...typed('거래금액', 'integer'), unit: '만원' },
        ...['층', '건축년도', '계약년', '계약월'].map((name) => typed(name, 'integer'))
      ],
      partition: { columns: ['계약년', '계약월'], grain: 'month' }
    })
    expect(loaded.staged).toMatchObject({ rowsRead: 465_007, rowsQuarantined: 0, rowsWritten: 465_007 })
    expect(loaded.staged.partitions.map(({ dt }) => dt)).toEqual(
      Array.from({ length: 12 }, (_, index) => `2007-${String(index + 1).padStart(2, '0')}`)
    )
    expect(sum(loaded.staged.partitions.map(({ rows }) => rows))).toBe(465_007)
    const [january = ''] = pathsOf(loaded)
    const rows = await readParquet([january])
    expect(rows[0]).toMatchObject({ 시군구: '서울특별시 강남구 개포동', 계약일: '11~20', 거래금액: 75_000n })
  })

  it('loads a shop by day from a tar.gz: 305 days, rows without user and cancellations kept', async () => {
    const texts = ['InvoiceNo', 'StockCode', 'Description', 'Country', 'CustomerID'].map(text)
    const loaded = await folder.stage({
      source: { location: dataPath('events/online_retail_by_day.tar.gz'), format: 'csv' },
      columns: [...texts, typed('Quantity', 'integer'), typed('InvoiceDate', 'datetime'), typed('UnitPrice', 'decimal(12,3)')],
      partition: { columns: ['InvoiceDate'], grain: 'day' },
      zone: 'Europe/London'
    })
    expect(loaded.staged).toMatchObject({ rowsRead: 541_909, rowsWritten: 541_909, rowsQuarantined: 0 })
    expect(loaded.staged.partitions).toHaveLength(305)
    const rows = await readParquet(pathsOf(loaded))
    expect(rows.filter(({ CustomerID }) => CustomerID === null)).toHaveLength(135_080)
    expect(rows.filter(({ InvoiceNo }) => String(InvoiceNo).startsWith('C'))).toHaveLength(9288)
    expect(loaded.staged.partitions[0]?.files[0]?.stats?.minValues['InvoiceDate']).toMatch(/^2010-12-01T/)
  })

  it.each([
    ['brent_daily.csv', ['Price']],
    ['wti_daily.csv', ['Price']],
    ['vix_daily.csv', ['OPEN', 'HIGH', 'LOW', 'CLOSE']],
    ['fx_monthly.csv', ['Exchange rate']],
    ['sp500_cpi_longrate_monthly.csv', ['SP500', 'Dividend', 'Earnings', 'Consumer Price Index', 'Long Interest Rate', 'PE10']]
  ])('loads macro/%s with typed dates, spaced names and 0.0 declared as missing', async (name, values) => {
    const path = dataPath(`macro/${name}`)
    const [header = [], ...source] = plainCsv(path)
    const date = header[0] ?? ''
    const loaded = await folder.stage({
      source: { location: path, format: 'csv', nulls: ['0.0'] },
      columns: [typed(date, 'date'), ...values.map((column) => typed(column, 'float'))]
    })
    expect(loaded.staged).toMatchObject({ rowsRead: source.length, rowsQuarantined: 0 })
    expect(loaded.staged.schema.columns.map((column) => column.name)).toEqual([date, ...values])
    const rows = await readParquet(pathsOf(loaded))
    const last = values.at(-1) ?? ''
    const position = header.indexOf(last)
    const physical = loaded.staged.schema.columns.at(-1)?.physical ?? ''
    expect(rows.map((row) => row[physical])).toEqual(
      source.map((row) => (['', '0.0'].includes(row[position] ?? '') ? null : Number(row[position])))
    )
    expect(rows[0]?.[date]).toEqual(new Date(`${source[0]?.[0] ?? ''}T00:00:00Z`))
  })

  it.each([
    ['row', 29, 1],
    ['cell', 30, 0]
  ] as const)('loads the Samsung ticks by policy %s: %i rows, %i in quarantine', async (badCell, written, refused) => {
    const loaded = await folder.stage(samsung(badCell))
    expect(loaded.staged).toMatchObject({ rowsRead: 30, rowsWritten: written, rowsQuarantined: refused })
    const rows = await readParquet(pathsOf(loaded))
    expect(rows).toHaveLength(written)
    if (badCell === 'cell') {
      expect(loaded.staged.notes).toEqual([{ code: 'cell.nulled', column: 'change', count: 1 }])
      expect(rows.find(({ id }) => id === 72n)).toMatchObject({ change: null, ticker: '005930' })
    } else {
      const lines = readFileSync(dataPath('ticks/samsung_2023-09-04.csv'), 'utf8').split('\r\n')
      const line = lines.findIndex((text) => text.startsWith('72,'))
      expect(loaded.staged.quarantineSample).toMatchObject([
        {
          line: line + 1,
          column: 'change',
          value: 'C',
          reason: 'cell.type',
          raw: lines[line],
          dt: '2023-09-04',
          byte: Buffer.byteLength(lines.slice(0, line).join('\r\n')) + 2
        }
      ])
    }
  })

  it('loads LEAN trades declared once for the folder: every trade, prices divided, instants in New York', async () => {
    const at = (
      position: number,
      name: string,
      type: string,
      more: Partial<SpecDraft['columns'][number]> = {}
    ): SpecDraft['columns'][number] => ({
      name,
      type,
      source: { position },
      ...more
    })
    const loaded = await folder.stage({
      source: {
        location: dataPath('ticks/lean'),
        pattern: '**/*_trade.zip',
        pathTemplate: '{ticker}/{date:%Y%m%d}_trade.zip',
        format: 'csv',
        header: false
      },
      columns: [
        { name: 'ticker', type: 'text', source: { path: 'ticker' } },
        at(0, 'time', 'timestamp', { format: 'ms-of-day', datePart: 'date' }),
        at(1, 'price', 'decimal(12,4)', { divideBy: 10_000 }),
        at(2, 'size', 'integer'),
        at(3, 'exchange', 'text'),
        at(4, 'condition', 'text'),
        at(5, 'suspicious', 'boolean')
      ],
      partition: { columns: ['time'], grain: 'day' },
      zone: 'America/New_York'
    })
    // 2,013,845 line ends, and in each of the ten files one last trade that is not followed by any.
    const trades = 2_013_845 + 10
    expect(loaded.staged).toMatchObject({ rowsRead: trades, rowsWritten: trades, rowsQuarantined: 0 })
    expect(loaded.staged.partitions.map(({ dt }) => dt)).toEqual([
      '2013-10-07',
      '2013-10-08',
      '2013-10-09',
      '2013-10-10',
      '2013-10-11'
    ])
    expect(loaded.staged.inputs).toHaveLength(10)
    expect(loaded.staged.partitions[0]?.files[0]?.inputs.map(({ name }) => basename(name))).toEqual([
      '20131007_trade.zip',
      '20131007_trade.zip'
    ])
    const [first = ''] = pathsOf(loaded)
    const rows = await readParquet([first])
    const ibm = rows.find(({ ticker }) => ticker === 'ibm')
    expect(ibm?.['time']).toBeInstanceOf(Date)
    expect((ibm?.['time'] as Date).toISOString().slice(0, 10)).toBe('2013-10-07')
    expect(Number(ibm?.['price'])).toBeGreaterThan(150)
    expect(Number(ibm?.['price'])).toBeLessThan(220)
  })

  it.each(readdirSync(dataPath('dirty/csv-spectrum/csvs')))('reads csv-spectrum/%s as the JSON beside it says', async (name) => {
    const beside: unknown = JSON.parse(readFileSync(dataPath(`dirty/csv-spectrum/json/${name.replace('.csv', '.json')}`), 'utf8'))
    const expected = (Array.isArray(beside) ? beside : [beside]) as Record<string, string>[]
    const columns = Object.keys(expected[0] ?? {})
    const loaded = await folder.stage({
      source: { location: dataPath(`dirty/csv-spectrum/csvs/${name}`), format: 'csv' },
      columns: columns.map(text)
    })
    const physical = loaded.staged.schema.columns
    const rows = await readParquet(pathsOf(loaded))
    expect(rows.map((row) => Object.fromEntries(physical.map((column) => [column.name, row[column.physical] ?? ''])))).toEqual(
      expected.map(corrected)
    )
  })

  it.each([
    ['KOR_ticker.csv', 2237, '종목코드'],
    ['KOR_sector.csv', 2204, 'CMP_CD']
  ])('reads the CP949 master %s: %i rows, an unnamed first column, codes as text', async (name, rows, code) => {
    const loaded = await folder.stage({
      source: { location: dataPath(`stocks/${name}`), format: 'csv', encoding: 'cp949' },
      columns: [{ name: '번호', source: { position: 0 }, type: 'text' }, text(code)]
    })
    expect(loaded.staged).toMatchObject({ rowsRead: rows, rowsWritten: rows, rowsQuarantined: 0 })
    const codes = (await readParquet(pathsOf(loaded))).map((row) => row[code])
    expect(codes).toContain('005930')
  })
})

/** The collection's own slip: this file's JSON has another telephone number than its CSV. */
const corrected = (row: Record<string, string>): Record<string, string> =>
  row['Contact Phone Number'] === '1234567890' ? { ...row, 'Contact Phone Number': '2095257564' } : row

function samsung(badCell: 'row' | 'cell'): SpecDraft {
  return {
    source: { location: dataPath('ticks/samsung_2023-09-04.csv'), format: 'csv' },
    columns: [
      typed('id', 'integer'),
      typed('get_data_timestamp', 'timestamp'),
      text('ticker'),
      text('stock_name'),
      typed('market_cap', 'integer'),
      typed('current_price', 'integer'),
      typed('change', 'decimal(6,2)')
    ],
    partition: { columns: ['get_data_timestamp'], grain: 'day' },
    badCell
  }
}

const readGzLines = (name: string): string[] => plainCsv(dataPath(name)).map((cells) => cells.join(','))
