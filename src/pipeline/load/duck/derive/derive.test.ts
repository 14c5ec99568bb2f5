import { describe, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../../contract'
import { derivations, failure, of, rowsOf, sectorSql, specOf } from '../testing/derivations'

const set = derivations()

describe('a derived partition', () => {
  it('is what the SQL makes of its inputs, each as a table of its own columns', async () => {
    const made = await set().derive(specOf(sectorSql), [set().monthly('2024-01'), set().monthly('2024-02')])
    expect(await rowsOf(made)).toEqual([
      '2024-01-01 반도체 2 22 11',
      '2024-01-01 은행 1 100 100',
      '2024-02-01 반도체 1 13 13',
      '2024-02-01 은행 1 7 7'
    ])
    expect(made.staged.schema.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'month date',
      'sector text',
      'n integer',
      'total decimal(38,0)',
      'mean float'
    ])
    expect(made.staged).toMatchObject({ rowsRead: 8, rowsWritten: 4, inputs: [] })
    expect(made.staged.partitions.map(({ dt, rows, change }) => `${dt} ${rows} ${change}`)).toEqual([
      '2024-01 2 created',
      '2024-02 2 created'
    ])
  })

  it('says of what and by which query it was made', async () => {
    const { staged } = await set().derive(specOf(sectorSql), [set().monthly('2024-02')])
    const [file] = staged.partitions[0]?.files ?? []
    expect(file?.madeFrom).toMatchObject([
      { dataset: 'prices', dt: '2024-02' },
      { dataset: 'KOR_sector', dt: 'all' }
    ])
    expect(file?.query).toMatch(/^[0-9a-f]{64}$/)
  })

  it('does not change when it is made again, and writes no file', async () => {
    const first = await set().derive(specOf(sectorSql), [set().monthly('2024-01'), set().monthly('2024-02')])
    const again = await set().derive(specOf(sectorSql), [set().monthly('2024-01')], { current: first.current })
    expect(again.staged.partitions).toMatchObject([{ dt: '2024-01', change: 'unchanged', files: [] }])
    expect(again.staged.partitions[0]?.digest).toBe(first.staged.partitions[0]?.digest)
  })

  it('is a file of 0 rows where its inputs have none, with the same columns', async () => {
    const empty = await set().derive(specOf(sectorSql), [set().monthly('2024-03')])
    expect(empty.staged.partitions).toMatchObject([{ dt: '2024-03', rows: 0, change: 'created', files: [{ rows: 0 }] }])
    const full = await set().derive(specOf(sectorSql), [set().monthly('2024-01')])
    expect(empty.staged.schemaId).toBe(full.staged.schemaId)
    const emptied = await set().derive(
      specOf(sectorSql),
      [{ dt: '2024-01', inputs: [of(set().prices, '2024-03'), set().sectors] }],
      {
        current: full.current
      }
    )
    expect(emptied.staged.partitions).toMatchObject([{ rows: 0, change: 'emptied' }])
  })

  it('counts rows of each day where days are its interval', async () => {
    const sql = 'SELECT "날짜" AS day, code, "close price" AS c FROM prices'
    const spec = specOf(sql, { partition: { columns: ['day'], grain: 'month' }, interval: { unit: 'day' } })
    const { staged } = await set().derive(spec, [{ dt: '2024-01', inputs: [of(set().prices, '2024-01')] }])
    expect(staged.partitions[0]?.intervals).toEqual({ '2024-01-30': 1, '2024-01-31': 2 })
    expect(staged.partitions[0]?.files[0]?.intervals).toEqual({ '2024-01-30': 1, '2024-01-31': 2 })
  })

  it('reads earlier periods where it looks back, and holds only its own', async () => {
    const sql =
      'SELECT "날짜" AS day, code, "close price" - lag("close price") OVER (PARTITION BY code ORDER BY "날짜") AS up FROM prices'
    const partition: DatasetSpecInput['partition'] = { columns: ['day'], grain: 'month' }
    const both = { dt: '2024-02', inputs: [set().prices] }
    const spec = specOf(sql, { partition, derive: { sql, inputs: { prices: { lookback: 1 } } } })
    expect((await rowsOf(await set().derive(spec, [both]))).toSorted()).toEqual(['2024-02-01 A 1', '2024-02-01 C null'])
    expect(await failure(set().derive(specOf(sql, { partition }), [both]))).toMatchObject({
      code: 'derive.outside',
      details: { count: 3, sample: [{ day: '2024-01-30' }, { day: '2024-01-31' }] }
    })
  })

  it('takes unit, description and type from the dataset, and sorts', async () => {
    const spec = specOf(sectorSql, {
      columns: [{ name: 'mean', source: { header: 'mean' }, type: 'decimal(12,2)', unit: 'KRW', description: '평균' }],
      sort: ['total']
    })
    const made = await set().derive(spec, [set().monthly('2024-01')])
    expect(made.staged.schema.columns.at(-1)).toMatchObject({
      name: 'mean',
      type: 'decimal(12,2)',
      unit: 'KRW',
      description: '평균'
    })
    expect((await rowsOf(made)).map((row) => row.split(' ')[1])).toEqual(['반도체', '은행'])
  })
})

describe('rows that may not be', () => {
  it('are keys that stand twice', async () => {
    const spec = specOf('SELECT "날짜" AS month, code FROM prices', { primaryKey: ['code'] })
    expect(await failure(set().derive(spec, [set().monthly('2024-01')]))).toMatchObject({
      code: 'load.duplicate_keys',
      details: { count: 1, keys: [{ code: 'A' }] }
    })
  })

  it('are rows without a key or a partition', async () => {
    const nullKey = specOf('SELECT "날짜" AS month, NULL::VARCHAR AS k FROM prices', { primaryKey: ['k'] })
    expect(await failure(set().derive(nullKey, [set().monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking',
      details: { column: 'k' }
    })
    const lost = specOf('SELECT NULL::DATE AS month, code FROM prices')
    expect(await failure(set().derive(lost, [set().monthly('2024-01')]))).toMatchObject({
      code: 'derive.outside',
      details: { count: 3 }
    })
  })

  it('cannot be told apart without the partition column', async () => {
    expect(await failure(set().derive(specOf('SELECT code FROM prices'), [set().monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking',
      details: { missing: ['month'] }
    })
    expect(await failure(set().derive(specOf('SELECT code AS month FROM prices'), [set().monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking'
    })
  })
})
