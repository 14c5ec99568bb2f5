import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pathsOf, WorkFolder, type Loaded, type SpecDraft } from './testing/work-folder'
import { readParquet } from './testing/read-parquet'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

const closes = (location: string, more: Partial<SpecDraft> = {}): SpecDraft => ({
  source: { location, format: 'csv' },
  columns: [
    { name: '종목 코드', source: { header: 'code' }, type: 'text', nullable: false },
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'close', source: { header: 'close' }, type: 'integer' }
  ],
  primaryKey: ['종목 코드', 'date'],
  partition: { columns: ['date'], grain: 'month' },
  ...more
})

const csv = (...rows: string[]): string => ['code,date,close', ...rows, ''].join('\n')
const changes = ({ staged }: Loaded): string[] => staged.partitions.map(({ dt, rows, change }) => `${dt} ${change} ${rows}`)
const rowsOf = async (loaded: Loaded): Promise<string[]> =>
  (await readParquet(pathsOf(loaded))).map((row) =>
    Object.values(row)
      .map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)))
      .join(' ')
  )

describe('a full load', () => {
  it('divides rows by month, keeps codes as text and the order of the source', async () => {
    const path = await folder.put('a.csv', csv('000020,2018-11-30,9510', '000020,2018-12-03,9640', '005930,2018-11-30,1e+05'))
    const loaded = await folder.stage(closes(path))
    expect(loaded.staged).toMatchObject({
      rowsRead: 3,
      rowsWritten: 3,
      rowsQuarantined: 0,
      rowsSuperseded: 0,
      notes: [{ code: 'number.exponent', column: 'close', count: 1 }]
    })
    expect(changes(loaded)).toEqual(['2018-11 created 2', '2018-12 created 1'])
    expect(await rowsOf(loaded)).toEqual(['000020 2018-11-30 9510', '005930 2018-11-30 100000', '000020 2018-12-03 9640'])
    expect(loaded.staged.partitions[0]?.files[0]).toMatchObject({
      dt: '2018-11',
      rows: 2,
      stats: {
        numRecords: 2,
        minValues: { 종목_코드: '000020', date: '2018-11-30', close: 9510 },
        maxValues: { 종목_코드: '005930', date: '2018-11-30', close: 100_000 },
        nullCount: { 종목_코드: 0, date: 0, close: 0 }
      }
    })
  })

  it('changes nothing the second time, replaces what differs and empties what is gone', async () => {
    const first = await folder.stage(closes(await folder.put('a.csv', csv('1,2020-01-02,5', '1,2020-02-03,6', '1,2020-03-02,7'))))
    const again = await folder.stage(
      closes(await folder.put('b.csv', csv('1,2020-03-02,7', '1,2020-02-03,6', '1,2020-01-02,5'))),
      { current: first.current }
    )
    expect(changes(again)).toEqual(['2020-01 unchanged 1', '2020-02 unchanged 1', '2020-03 unchanged 1'])
    expect(again.staged.rowsWritten).toBe(3)
    expect(pathsOf(again)).toEqual([])
    const other = await folder.stage(closes(await folder.put('c.csv', csv('1,2020-02-03,66', '1,2020-03-02,7'))), {
      current: first.current
    })
    expect(changes(other)).toEqual(['2020-01 emptied 0', '2020-02 replaced 1', '2020-03 unchanged 1'])
    expect(await readParquet(pathsOf(other))).toHaveLength(1)
    expect(other.staged.partitions[0]?.files[0]).toMatchObject({ rows: 0, stats: { numRecords: 0 } })
  })

  it('touches only the partitions between from and to', async () => {
    const first = await folder.stage(closes(await folder.put('a.csv', csv('1,2020-01-02,5', '1,2020-02-03,6', '1,2020-03-02,7'))))
    const path = await folder.put('b.csv', csv('1,2020-01-02,50', '1,2020-03-02,70'))
    const loaded = await folder.stage(closes(path), { current: first.current, from: '2020-02', to: '2020-03' })
    expect(changes(loaded)).toEqual(['2020-02 emptied 0', '2020-03 replaced 1'])
    expect(loaded.staged).toMatchObject({ rowsRead: 1, rowsWritten: 1, notes: [{ code: 'rows.outside', count: 1 }] })
  })

  it('keeps the later of rows with one key, or the one with the greater value of latestBy', async () => {
    const path = await folder.put('a.csv', csv('1,2020-01-02,9', '2,2020-01-02,1', '1,2020-01-02,5'))
    const later = await folder.stage(closes(path))
    expect(later.staged).toMatchObject({ rowsRead: 3, rowsWritten: 2, rowsSuperseded: 1 })
    expect(await rowsOf(later)).toEqual(['2 2020-01-02 1', '1 2020-01-02 5'])
    expect(await rowsOf(await folder.stage(closes(path, { latestBy: 'close' })))).toEqual(['1 2020-01-02 9', '2 2020-01-02 1'])
  })

  it('commits an empty file for a source with a header only', async () => {
    const whole = closes(await folder.put('a.csv', 'code,date,close\n'))
    delete whole.partition
    const loaded = await folder.stage(whole)
    expect(changes(loaded)).toEqual(['all created 0'])
    expect(pathsOf(loaded)).toHaveLength(1)
    expect(await readParquet(pathsOf(loaded))).toEqual([])
  })

  it('stores rows in the declared order', async () => {
    const path = await folder.put('a.csv', csv('3,2020-01-02,1', '1,2020-01-03,2', '1,2020-01-02,3'))
    expect(await rowsOf(await folder.stage(closes(path, { sort: ['종목 코드', 'date'] })))).toEqual([
      '1 2020-01-02 3',
      '1 2020-01-03 2',
      '3 2020-01-02 1'
    ])
  })
})

describe('an incremental load', () => {
  const incremental = (path: string, more: Partial<SpecDraft> = {}): SpecDraft => closes(path, { mode: 'incremental', ...more })

  it('replaces rows by key in the partitions that it touches, and leaves the others', async () => {
    const first = await folder.stage(
      incremental(await folder.put('a.csv', csv('1,2020-01-02,5', '2,2020-01-02,6', '1,2020-02-03,7')))
    )
    const next = await folder.stage(incremental(await folder.put('b.csv', csv('2,2020-01-02,66', '3,2020-01-02,8'))), {
      current: first.current
    })
    expect(changes(next)).toEqual(['2020-01 replaced 3'])
    expect(next.staged).toMatchObject({ rowsRead: 2, rowsWritten: 2, rowsSuperseded: 0 })
    expect(await rowsOf(next)).toEqual(['1 2020-01-02 5', '2 2020-01-02 66', '3 2020-01-02 8'])
    expect(next.staged.partitions[0]?.files[0]?.inputs).toHaveLength(2)
  })

  it('keeps the row that is there where it is newer by latestBy', async () => {
    const first = await folder.stage(incremental(await folder.put('a.csv', csv('1,2020-01-02,50')), { latestBy: 'close' }))
    const next = await folder.stage(
      incremental(await folder.put('b.csv', csv('1,2020-01-02,40', '2,2020-01-02,1')), { latestBy: 'close' }),
      {
        current: first.current
      }
    )
    expect(next.staged).toMatchObject({ rowsRead: 2, rowsWritten: 1, rowsSuperseded: 1 })
    expect(await rowsOf(next)).toEqual(['1 2020-01-02 50', '2 2020-01-02 1'])
  })

  it('fills a column that is new with nulls in older rows, and refuses one that changed its type', async () => {
    const first = await folder.stage(incremental(await folder.put('a.csv', csv('1,2020-01-02,5'))))
    const path = await folder.put('b.csv', 'code,date,close,volume\n2,2020-01-02,6,100\n')
    const wider = incremental(path)
    wider.columns = [...wider.columns, { name: 'volume', source: { header: 'volume' }, type: 'integer' }]
    const next = await folder.stage(wider, { current: first.current })
    expect(await rowsOf(next)).toEqual(['1 2020-01-02 5 null', '2 2020-01-02 6 100'])
    const changed = incremental(path, {
      columns: closes(path).columns.map((column) => (column.name === 'close' ? { ...column, type: 'text' } : column))
    })
    await expect(folder.stage(changed, { current: first.current })).rejects.toMatchObject({
      code: 'schema.breaking',
      details: { changed: [{ name: 'close', from: 'integer', to: 'text' }] }
    })
  })
})

describe('an append', () => {
  const append = (path: string, more: Partial<SpecDraft> = {}): SpecDraft => closes(path, { mode: 'append', ...more })

  it('adds rows, and passes over an input that the partition holds already', async () => {
    const path = await folder.put('a.csv', csv('1,2020-01-02,5'))
    const first = await folder.stage(append(path, { primaryKey: [] }))
    const again = await folder.stage(append(path, { primaryKey: [] }), { current: first.current })
    expect(changes(again)).toEqual([])
    expect(again.staged).toMatchObject({ rowsRead: 1, rowsWritten: 1, notes: [{ code: 'input.seen', count: 1 }] })
    const forced = await folder.stage(append(path, { primaryKey: [] }), { current: first.current, again: true })
    expect(changes(forced)).toEqual(['2020-01 replaced 2'])
    expect(await rowsOf(forced)).toEqual(['1 2020-01-02 5', '1 2020-01-02 5'])
  })

  it('refuses keys that are there already, or twice in the input, by name', async () => {
    const first = await folder.stage(append(await folder.put('a.csv', csv('000020,2020-01-02,5'))))
    const meets = folder.stage(append(await folder.put('b.csv', csv('1,2020-01-02,5', '000020,2020-01-02,6'))), {
      current: first.current
    })
    await expect(meets).rejects.toMatchObject({
      code: 'load.duplicate_keys',
      details: { count: 1, keys: [{ '종목 코드': '000020', date: '2020-01-02' }] }
    })
    const twice = folder.stage(append(await folder.put('c.csv', csv('1,2020-01-02,5', '1,2020-01-02,6'))))
    await expect(twice).rejects.toMatchObject({ code: 'load.duplicate_keys', details: { count: 1 } })
  })
})
