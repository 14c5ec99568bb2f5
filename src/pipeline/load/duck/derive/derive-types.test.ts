import { describe, expect, it } from 'vitest'
import { readParquet } from '../testing/read-parquet'
import { derivations, failure, specOf } from '../testing/derivations'
import { pathsOf } from '../testing/work-folder'

const set = derivations()

describe('types of a result', () => {
  it('are ours, exactly', async () => {
    const sql = `SELECT DATE '2024-01-05' AS month, 1::TINYINT AS i, 2::UBIGINT AS u, 3::HUGEINT AS h, 1.5::DECIMAL(9,3) AS d, 1::REAL AS f,
      true AS b, TIMESTAMP '2024-01-05 10:00' AS w, TIMESTAMPTZ '2024-01-05 10:00:00+00' AS t, TIME '10:00:00.5' AS o, 'x' AS s FROM prices LIMIT 1`
    const made = await set().derive(specOf(sql), [set().monthly('2024-01')])
    expect(made.staged.schema.columns.map(({ type }) => type)).toEqual([
      'date',
      'integer',
      'decimal(20,0)',
      'decimal(38,0)',
      'decimal(9,3)',
      'float',
      'boolean',
      'datetime',
      'timestamp',
      'time',
      'text'
    ])
    const [row] = await readParquet(pathsOf(made))
    expect(row).toMatchObject({ i: 1n, b: true, t: new Date('2024-01-05T10:00:00Z'), o: 36_000_500_000n })
    expect(made.staged.partitions[0]?.files[0]?.stats?.maxValues).toMatchObject({ t: '2024-01-05T10:00:00.000Z' })
  })

  it('that cannot be stored are refused by column', async () => {
    const sql = 'SELECT "날짜" AS month, [1, 2] AS pair FROM prices'
    expect(await failure(set().derive(specOf(sql), [set().monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking',
      details: { column: 'pair', type: 'INTEGER[]' }
    })
  })

  it('that the dataset declares must hold every value', async () => {
    const sql = 'SELECT "날짜" AS month, code FROM prices'
    const spec = specOf(sql, { columns: [{ name: 'code', source: { header: 'code' }, type: 'integer' }] })
    expect(await failure(set().derive(spec, [set().monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking',
      details: { column: 'code', count: 3 }
    })
  })

  it.each([
    ['19.5::DOUBLE', 'integer'],
    ['1.29', 'decimal(10,1)'],
    ['9007199254740993', 'float'],
    ["TIMESTAMP '2024-01-05 10:00'", 'date'],
    ["'1.5'", 'integer'],
    ["'2024-01-05 10:00'", 'date'],
    ['2', 'boolean']
  ] as const)('are refused where %s would be rounded to %s', async (value, type) => {
    const sql = `SELECT "날짜" AS month, ${value} AS v FROM prices`
    const columns = [{ name: 'v', source: { header: 'v' }, type }]
    expect(await failure(set().derive(specOf(sql, { columns }), [set().monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking',
      details: { column: 'v' }
    })
  })

  it.each([
    ['19::DOUBLE', 'integer'],
    ['round(19.333, 2)', 'decimal(10,2)'],
    ['0.1::DOUBLE', 'decimal(10,1)'],
    ['1.5::DECIMAL(9,3)', 'float'],
    ['sum(1) OVER ()', 'integer'],
    ["TIMESTAMP '2024-01-05'", 'date'],
    ["'1.50'", 'decimal(10,1)'],
    ["'2024-01-05'", 'date'],
    ['NULL::VARCHAR', 'integer'],
    ['1.29', 'text']
  ] as const)('take %s as %s, of which nothing is lost', async (value, type) => {
    const sql = `SELECT "날짜" AS month, ${value} AS v FROM prices`
    const columns = [{ name: 'v', source: { header: 'v' }, type }]
    const made = await set().derive(specOf(sql, { columns }), [set().monthly('2024-01')])
    expect(made.staged.schema.columns.find(({ name }) => name === 'v')?.type).toBe(type)
  })

  it('may change, which replaces partitions of the same rows', async () => {
    const one = await set().derive(specOf('SELECT "날짜" AS month, code FROM prices'), [
      set().monthly('2024-01'),
      set().monthly('2024-02')
    ])
    const other = specOf('SELECT "날짜" AS month, length(code) AS code FROM prices')
    const all = await set().derive(other, [set().monthly('2024-01'), set().monthly('2024-02')], { current: one.current })
    expect(all.staged.partitions.map(({ change }) => change)).toEqual(['replaced', 'replaced'])
  })
})
