import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { datasetSpec, isDerived, type DatasetSpecInput, type DerivedSpec } from '../../../contract'
import type { CurrentTable, DerivedInput, StagedLoad, WorkProgress } from '../../worker-api'
import { readParquet } from '../testing/read-parquet'
import { pathsOf, quiet, WorkFolder, type Loaded } from '../testing/work-folder'
import { derive, deriveLimits, type DeriveLimits } from './derive'
import { SqlGate } from './references'

let folder: WorkFolder
let gate: SqlGate
let prices: DerivedInput
let sectors: DerivedInput
beforeAll(async () => {
  folder = await WorkFolder.make()
  gate = await SqlGate.open()
  const day = await folder.put(
    'prices.csv',
    'code,day,close\nA,2024-01-30,10\nA,2024-01-31,12\nB,2024-01-31,100\nA,2024-02-01,13\nC,2024-02-01,7\n'
  )
  prices = inputOf(
    'prices',
    await folder.stage({
      source: { location: day, format: 'csv' },
      columns: [
        { name: 'code', source: { header: 'code' }, type: 'text' },
        { name: '날짜', source: { header: 'day' }, type: 'date' },
        { name: 'close price', source: { header: 'close' }, type: 'integer' }
      ],
      partition: { columns: ['날짜'], grain: 'month' }
    })
  )
  const sector = await folder.put('sector.csv', 'code,sector\nA,반도체\nB,은행\nC,은행\n')
  sectors = inputOf(
    'KOR_sector',
    await folder.stage({
      source: { location: sector, format: 'csv' },
      columns: [
        { name: 'code', source: { header: 'code' }, type: 'text' },
        { name: 'sector', source: { header: 'sector' }, type: 'text' }
      ]
    })
  )
})
afterAll(() => folder.dispose())

interface Input extends DerivedInput {
  byDt: Map<string, string[]>
}

function inputOf(dataset: string, { current }: Loaded): Input {
  const byDt = new Map(current.partitions.map(({ dt, files }) => [dt, files]))
  const madeFrom = current.partitions.map(({ dt, digest }) => ({ dataset, dt, version: 0, digest }))
  return { dataset, schema: current.schema, files: [...byDt.values()].flat(), madeFrom, byDt }
}

const of = (input: DerivedInput, dt: string): DerivedInput => ({
  ...input,
  files: (input as Input).byDt.get(dt) ?? [],
  madeFrom: input.madeFrom.filter((from) => from.dt === dt)
})

const sectorSql = `
SELECT make_date(year("날짜"), month("날짜"), 1) AS month, sector, count(*) AS n, sum("close price") AS total, avg("close price") AS mean
FROM prices JOIN kor_sector USING (code) GROUP BY ALL ORDER BY sector -- the end`

function specOf(sql: string, more: Partial<DatasetSpecInput> = {}): DerivedSpec {
  const partition = { columns: ['month'], grain: 'month' } as const
  const spec = datasetSpec.parse({ format: 1, name: 'mart', derive: { sql }, columns: [], partition, ...more })
  if (!isDerived(spec)) throw new Error('It is derived.')
  return spec
}

interface Made extends Loaded {
  staged: StagedLoad
}
let count = 0

async function make(
  spec: DerivedSpec,
  partitions: { dt: string; inputs: DerivedInput[] }[],
  options: { current?: CurrentTable; limits?: Partial<DeriveLimits>; stop?: AbortController } = {}
): Promise<Made> {
  const work = join(folder.root, `derive-${++count}`)
  const [scratch, staging] = [join(work, 'scratch'), join(work, 'staging')]
  await mkdir(staging, { recursive: true })
  const stopAtQuery = ({ subject }: WorkProgress): void => (subject === 'mart 2024-01' ? options.stop?.abort() : undefined)
  const context = { ...quiet(stopAtQuery), ...(options.stop && { signal: options.stop.signal }) }
  const { tables } = await gate.references(spec.derive.sql, context)
  const request = { spec, runId: `run-${count}`, partitions, scratch, staging, current: options.current }
  const staged = await derive(request, tables, context, { ...deriveLimits, ...options.limits })
  const made = staged.partitions.map(({ dt, rows, digest, files }) => ({
    ...{ dt, rows, digest, inputs: [] },
    files: files.map(({ path }) => join(staging, path))
  }))
  return { staged, staging, current: { schema: staged.schema, schemaId: staged.schemaId, partitions: made } }
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'it went well',
    (error: unknown) => error
  )
const monthly = (dt: string) => ({ dt, inputs: [of(prices, dt), sectors] })
const rowsOf = async (made: Made): Promise<string[]> =>
  (await readParquet(pathsOf(made))).map((row) =>
    Object.values(row)
      .map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)))
      .join(' ')
  )

describe('a derived partition', () => {
  it('is what the SQL makes of its inputs, each as a table of its own columns', async () => {
    const made = await make(specOf(sectorSql), [monthly('2024-01'), monthly('2024-02')])
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
    const { staged } = await make(specOf(sectorSql), [monthly('2024-02')])
    const [file] = staged.partitions[0]?.files ?? []
    expect(file?.madeFrom).toMatchObject([
      { dataset: 'prices', dt: '2024-02' },
      { dataset: 'KOR_sector', dt: 'all' }
    ])
    expect(file?.query).toMatch(/^[0-9a-f]{64}$/)
  })

  it('does not change when it is made again, and writes no file', async () => {
    const first = await make(specOf(sectorSql), [monthly('2024-01'), monthly('2024-02')])
    const again = await make(specOf(sectorSql), [monthly('2024-01')], { current: first.current })
    expect(again.staged.partitions).toMatchObject([{ dt: '2024-01', change: 'unchanged', files: [] }])
    expect(again.staged.partitions[0]?.digest).toBe(first.staged.partitions[0]?.digest)
  })

  it('is a file of 0 rows where its inputs have none, with the same columns', async () => {
    const empty = await make(specOf(sectorSql), [monthly('2024-03')])
    expect(empty.staged.partitions).toMatchObject([{ dt: '2024-03', rows: 0, change: 'created', files: [{ rows: 0 }] }])
    const full = await make(specOf(sectorSql), [monthly('2024-01')])
    expect(empty.staged.schemaId).toBe(full.staged.schemaId)
    const emptied = await make(specOf(sectorSql), [{ dt: '2024-01', inputs: [of(prices, '2024-03'), sectors] }], {
      current: full.current
    })
    expect(emptied.staged.partitions).toMatchObject([{ rows: 0, change: 'emptied' }])
  })

  it('counts rows of each day where days are its interval', async () => {
    const sql = 'SELECT "날짜" AS day, code, "close price" AS c FROM prices'
    const spec = specOf(sql, { partition: { columns: ['day'], grain: 'month' }, interval: { unit: 'day' } })
    const { staged } = await make(spec, [{ dt: '2024-01', inputs: [of(prices, '2024-01')] }])
    expect(staged.partitions[0]?.intervals).toEqual({ '2024-01-30': 1, '2024-01-31': 2 })
    expect(staged.partitions[0]?.files[0]?.intervals).toEqual({ '2024-01-30': 1, '2024-01-31': 2 })
  })

  it('reads earlier periods where it looks back, and holds only its own', async () => {
    const sql =
      'SELECT "날짜" AS day, code, "close price" - lag("close price") OVER (PARTITION BY code ORDER BY "날짜") AS up FROM prices'
    const partition: DatasetSpecInput['partition'] = { columns: ['day'], grain: 'month' }
    const both = { dt: '2024-02', inputs: [prices] }
    const spec = specOf(sql, { partition, derive: { sql, inputs: { prices: { lookback: 1 } } } })
    expect((await rowsOf(await make(spec, [both]))).toSorted()).toEqual(['2024-02-01 A 1', '2024-02-01 C null'])
    expect(await failure(make(specOf(sql, { partition }), [both]))).toMatchObject({
      code: 'derive.outside',
      details: { count: 3, sample: [{ day: '2024-01-30' }, { day: '2024-01-31' }] }
    })
  })

  it('takes unit, description and type from the dataset, and sorts', async () => {
    const spec = specOf(sectorSql, {
      columns: [{ name: 'mean', source: { header: 'mean' }, type: 'decimal(12,2)', unit: 'KRW', description: '평균' }],
      sort: ['total']
    })
    const made = await make(spec, [monthly('2024-01')])
    expect(made.staged.schema.columns.at(-1)).toMatchObject({
      name: 'mean',
      type: 'decimal(12,2)',
      unit: 'KRW',
      description: '평균'
    })
    expect((await rowsOf(made)).map((row) => row.split(' ')[1])).toEqual(['반도체', '은행'])
  })
})

describe('types of a result', () => {
  it('are ours, exactly', async () => {
    const sql = `SELECT DATE '2024-01-05' AS month, 1::TINYINT AS i, 2::UBIGINT AS u, 3::HUGEINT AS h, 1.5::DECIMAL(9,3) AS d, 1::REAL AS f,
      true AS b, TIMESTAMP '2024-01-05 10:00' AS w, TIMESTAMPTZ '2024-01-05 10:00:00+00' AS t, TIME '10:00:00.5' AS o, 'x' AS s FROM prices LIMIT 1`
    const made = await make(specOf(sql), [monthly('2024-01')])
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
    expect(await failure(make(specOf(sql), [monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking',
      details: { column: 'pair', type: 'INTEGER[]' }
    })
  })

  it('that the dataset declares must hold every value', async () => {
    const sql = 'SELECT "날짜" AS month, code FROM prices'
    const spec = specOf(sql, { columns: [{ name: 'code', source: { header: 'code' }, type: 'integer' }] })
    expect(await failure(make(spec, [monthly('2024-01')]))).toMatchObject({
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
    expect(await failure(make(specOf(sql, { columns }), [monthly('2024-01')]))).toMatchObject({
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
    const made = await make(specOf(sql, { columns }), [monthly('2024-01')])
    expect(made.staged.schema.columns.find(({ name }) => name === 'v')?.type).toBe(type)
  })

  it('may change, which replaces partitions of the same rows', async () => {
    const one = await make(specOf('SELECT "날짜" AS month, code FROM prices'), [monthly('2024-01'), monthly('2024-02')])
    const other = specOf('SELECT "날짜" AS month, length(code) AS code FROM prices')
    const all = await make(other, [monthly('2024-01'), monthly('2024-02')], { current: one.current })
    expect(all.staged.partitions.map(({ change }) => change)).toEqual(['replaced', 'replaced'])
  })
})

describe('rows that may not be', () => {
  it('are keys that stand twice', async () => {
    const spec = specOf('SELECT "날짜" AS month, code FROM prices', { primaryKey: ['code'] })
    expect(await failure(make(spec, [monthly('2024-01')]))).toMatchObject({
      code: 'load.duplicate_keys',
      details: { count: 1, keys: [{ code: 'A' }] }
    })
  })

  it('are rows without a key or a partition', async () => {
    const nullKey = specOf('SELECT "날짜" AS month, NULL::VARCHAR AS k FROM prices', { primaryKey: ['k'] })
    expect(await failure(make(nullKey, [monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking',
      details: { column: 'k' }
    })
    const lost = specOf('SELECT NULL::DATE AS month, code FROM prices')
    expect(await failure(make(lost, [monthly('2024-01')]))).toMatchObject({ code: 'derive.outside', details: { count: 3 } })
  })

  it('cannot be told apart without the partition column', async () => {
    expect(await failure(make(specOf('SELECT code FROM prices'), [monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking',
      details: { missing: ['month'] }
    })
    expect(await failure(make(specOf('SELECT code AS month FROM prices'), [monthly('2024-01')]))).toMatchObject({
      code: 'schema.breaking'
    })
  })
})

describe('SQL that goes wrong', () => {
  it('is told with its line', async () => {
    expect(await failure(make(specOf('SELECT "날짜" AS month,\n  clsoe\nFROM prices'), [monthly('2024-01')]))).toMatchObject({
      code: 'sql.invalid',
      details: { line: 2, column: 3 }
    })
    expect(
      await failure(make(specOf('SELECT "날짜" AS month, CAST(code AS INTEGER) FROM prices'), [monthly('2024-01')]))
    ).toMatchObject({
      code: 'sql.invalid'
    })
  })

  it('cannot reach another file, though the gate let it through', async () => {
    const other = pathsOf(await make(specOf(sectorSql), [monthly('2024-01')]))[0] ?? ''
    for (const from of [`read_parquet('${other}')`, `'${other}'`, "read_csv('/etc/passwd')"]) {
      const spec = specOf(`SELECT DATE '2024-01-01' AS month FROM ${from}`)
      const request = {
        spec,
        runId: 'r',
        partitions: [monthly('2024-01')],
        scratch: join(folder.root, 's'),
        staging: join(folder.root, 'g')
      }
      const error = await failure(derive({ ...request, current: undefined }, [], quiet()))
      expect(error).toMatchObject({ code: 'sql.invalid' })
      expect(String(error)).toContain('disabled by configuration')
    }
  })

  it('reads no dataset that it was not given', async () => {
    expect(await failure(make(specOf('SELECT * FROM other'), [monthly('2024-01')]))).toMatchObject({
      code: 'sql.outside_lake',
      details: { construct: 'other' }
    })
  })

  it.each([
    ['memory', 'len(list(i)) AS n FROM range(10000000) t(i)', { memory: 60e6 }],
    [
      'temporary space',
      'md5(i::VARCHAR) || md5((i + 1)::VARCHAR) || md5((i + 2)::VARCHAR) AS s FROM range(2000000) t(i)',
      { memory: 60e6, temporary: 5e6 }
    ],
    ['time', 'sum(hash(a.i + b.i)) AS s FROM range(1000000) a(i), range(1000000) b(i)', { time: 300 }]
  ])('ends with its %s, not with the process', async (_, sql, limits) => {
    const spec = specOf(`SELECT DATE '2024-01-01' AS month, ${sql}`)
    expect(await failure(make(spec, [monthly('2024-01')], { limits }))).toMatchObject({ code: 'sql.resources' })
  })

  it('is heard when it is cancelled', async () => {
    const sql = `SELECT DATE '2024-01-01' AS month, sum(hash(a.i + b.i)) AS s FROM range(1000000) a(i), range(1000000) b(i)`
    const begun = performance.now()
    expect(await failure(make(specOf(sql), [monthly('2024-01')], { stop: new AbortController() }))).toMatchObject({
      code: 'cancelled'
    })
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})
