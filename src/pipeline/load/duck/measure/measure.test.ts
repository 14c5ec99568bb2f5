import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { checkSpec } from '../../../contract'
import type { CheckMeasure, MeasureRequest } from '../../measure-api'
import { quiet, WorkFolder, type Loaded, type SpecDraft } from '../testing/work-folder'
import { measure } from './measure'
import { profile } from './profile'

type Check = z.input<typeof checkSpec>

let folder: WorkFolder
let ticks: Loaded
let master: Loaded

const column = (name: string, type: string, header = name) => ({ name, source: { header }, type })

beforeAll(async () => {
  folder = await WorkFolder.make()
  const source = (location: string): SpecDraft['source'] => ({ location, format: 'csv' })
  const partition = { columns: ['day'], grain: 'day' as const }
  ticks = await folder.stage({
    source: source(
      await folder.put(
        'ticks.csv',
        'day,code,cap,종가,at\n2024-01-02,A,100,10,09:00:00\n2024-01-02,B,200,20,15:30:00\n2024-01-02,B,200,20,15:30:01\n' +
          '2024-01-03,A,110,11,09:00:00\n2024-01-03,C,,0,23:00:00\n2024-01-03,Z,900,10,\n'
      )
    ),
    columns: [
      column('day', 'date'),
      column('code', 'text'),
      column('cap', 'decimal(9,2)'),
      column('종가 (원)', 'integer', '종가'),
      column('at', 'time')
    ],
    partition
  })
  master = await folder.stage({
    source: source(await folder.put('master.csv', 'day,code\n2024-01-01,A\n2024-01-01,B\n2024-01-03,A\n2024-01-03,C\n')),
    columns: [column('day', 'date'), column('code', 'text')],
    partition
  })
})
afterAll(() => folder.dispose())

const groupsOf = ({ current }: Loaded) => current.partitions.map(({ dt, files }) => ({ dt, files }))

function request(checks: Check[], change: Partial<MeasureRequest> = {}): MeasureRequest {
  return {
    schema: ticks.current.schema,
    ...{ key: ['code'], zone: 'Asia/Seoul', sampleSize: 10 },
    groups: groupsOf(ticks),
    checks: checks.map((check) => checkSpec.parse(check)),
    others: { master: { schema: master.current.schema, partitions: groupsOf(master) } },
    ...change
  }
}

const measured = async (check: Check): Promise<CheckMeasure[]> => measure(request([check]), quiet())
const failing = async (check: Check): Promise<number[]> => (await measured(check)).map((one) => one.failingRows)

describe('checks are measured', () => {
  it.each<[string, Check, [number, number]]>([
    ['empty cells', { id: 'a', kind: 'nulls', column: 'cap' }, [0, 1]],
    ['rows that share their key', { id: 'a', kind: 'unique' }, [2, 0]],
    ['rows that share several columns', { id: 'a', kind: 'unique', columns: ['code', 'at'] }, [0, 0]],
    ['values outside a range, empty ones not', { id: 'a', kind: 'range', column: 'cap', min: '105', max: '500.00' }, [1, 1]],
    ['times outside a range', { id: 'a', kind: 'range', column: 'at', max: '15:30:00' }, [1, 1]],
    ['values that are not allowed', { id: 'a', kind: 'values', column: 'code', values: ['A', 'B', 'C'] }, [0, 1]],
    [
      'rows of which a rule is not true, or nothing can be said',
      { id: 'a', kind: 'rule', sql: 'cap / "종가 (원)" = 10' },
      [0, 2]
    ],
    ['rows on which a rule breaks', { id: 'a', kind: 'rule', sql: "CAST(replace(code, 'A', '1') AS INTEGER) > 0" }, [2, 2]],
    ['ratios apart from their median', { id: 'a', kind: 'ratio', left: 'cap', right: '종가 (원)', within: 0.01 }, [0, 2]],
    [
      'codes that the newest master before does not have',
      { id: 'a', kind: 'reference', column: 'code', dataset: 'master', refColumn: 'code' },
      [0, 1]
    ]
  ])('%s', async (_, check, counts) => {
    expect(await failing(check)).toEqual(counts)
  })
})

describe('what is told of a check', () => {
  it('shows the failing rows with all columns as text, no more than asked for', async () => {
    const [, second] = await measured({ id: 'a', kind: 'values', column: 'code', values: ['A'] })
    expect(second?.sample).toEqual([
      { day: '2024-01-03', code: 'C', cap: null, '종가 (원)': '0', at: '23:00:00' },
      { day: '2024-01-03', code: 'Z', cap: '900.00', '종가 (원)': '10', at: null }
    ])
    const [, one] = await measure(
      request([{ id: 'a', kind: 'values', column: 'code', values: ['A'] }], { sampleSize: 1 }),
      quiet()
    )
    expect([one?.failingRows, one?.sample.length]).toEqual([2, 1])
  })

  it('names the partition of the other dataset that it was held against', async () => {
    const check = { id: 'a', kind: 'reference', column: 'code', dataset: 'master', refColumn: 'code' } as const
    expect((await measured(check)).map(({ figures }) => figures)).toEqual([
      { dataset: 'master', reference: '2024-01-01', values: '0' },
      { dataset: 'master', reference: '2024-01-03', values: '1' }
    ])
    const whole = await measured({ ...check, asOf: false })
    expect(whole.map(({ failingRows, figures }) => [failingRows, figures['reference']])).toEqual([
      [0, 'all'],
      [1, 'all']
    ])
  })

  it('takes an aggregate of both datasets of the same day', async () => {
    const found = await measured({ id: 'a', kind: 'reconcile', dataset: 'master', measure: 'count(DISTINCT code)' })
    expect(found.map(({ figures }) => figures)).toEqual([
      { left: '2', dataset: 'master', reference: null, right: null },
      { left: '3', dataset: 'master', reference: '2024-01-03', right: '2' }
    ])
  })

  it('reads the newest value and the columns of the files', async () => {
    const found = await measure(
      request([
        { id: 'a', kind: 'freshness', column: 'day', maxMinutes: 5 },
        { id: 'b', kind: 'schema' },
        { id: 'c', kind: 'nulls', column: 'gone' }
      ]),
      quiet()
    )
    const of = (check: string) => found.find((one) => one.check === check && one.dt === '2024-01-03')?.figures
    expect(of('a')).toEqual({ newest: '2024-01-03', at: String(Date.UTC(2024, 0, 3)), kind: 'date' })
    expect(JSON.parse(of('b')?.['columns'] ?? '')).toContainEqual(['종가 (원)', 'integer'])
    expect(of('c')).toEqual({ missing: 'gone' })
  })

  it('counts nothing in a partition without rows, beside one with rows', async () => {
    const groups = [...groupsOf(ticks), { dt: '2024-01-04', files: [] }]
    const checks: Check[] = [
      { id: 'a', kind: 'rule', sql: 'cap > 0' },
      { id: 'b', kind: 'reconcile', dataset: 'master', measure: 'count(*)' }
    ]
    const found = (await measure(request(checks, { groups }), quiet())).filter(({ dt }) => dt === '2024-01-04')
    expect(found.map(({ rows, failingRows, figures }) => [rows, failingRows, figures['left']])).toEqual([
      [0, 0, undefined],
      [0, 0, '0']
    ])
  })
})

describe('SQL of a check', () => {
  const rule = (sql: string): Check => ({ id: 'mine', kind: 'rule', sql })
  it.each([
    ['cap >', 'sql.invalid'],
    ['cap > 0; SELECT 1', 'sql.multiple'],
    ['cap > 0) FROM rows; DROP TABLE x; --', 'sql.invalid'],
    ['true) OR (cap > 0', 'sql.invalid'],
    ['cap > 0, true', 'sql.invalid'],
    ['cap > 0 AS fine', 'sql.invalid'],
    ['DISTINCT cap > 0', 'sql.invalid'],
    ['*', 'sql.invalid'],
    ['cap > (SELECT 1)', 'sql.invalid'],
    ["EXISTS (SELECT * FROM read_csv('/etc/passwd'))", 'sql.function'],
    ["getenv('HOME') = 'x'", 'sql.function'],
    ['cap > 0 AND current_date > day', 'sql.function'],
    ['random() > 0.5', 'sql.function'],
    ['row_number() OVER () = 1', 'sql.invalid'],
    ['sum(cap) > 0', 'sql.invalid'],
    ['price > 0', 'sql.invalid'],
    ['cap', 'sql.invalid'],
    ['$1', 'sql.invalid']
  ])('%s is refused (%s) by the name of its check, and nothing runs', async (sql, code) => {
    await expect(measure(request([rule(sql)], { groups: [] }), quiet())).rejects.toMatchObject({
      code,
      message: expect.stringContaining('Check mine') as string,
      details: { check: 'mine' }
    })
  })

  it('may end in a comment, and hold a CASE', async () => {
    expect(await failing(rule("CASE WHEN code = 'A' THEN cap > 0 ELSE true END -- fine"))).toEqual([0, 0])
  })

  it('of an aggregate is one as well', async () => {
    const total = (sql: string): Check => ({ id: 'mine', kind: 'reconcile', dataset: 'master', measure: sql })
    for (const sql of ['cap', '(SELECT 1)', 'sum(gone)', 'count(*), 1']) {
      await expect(measure(request([total(sql)], { groups: [] }), quiet())).rejects.toMatchObject({ code: 'sql.invalid' })
    }
    await expect(
      measure(request([{ ...total('sum(cap)'), refMeasure: 'sum(cap)' } as Check], { groups: [] }), quiet())
    ).rejects.toMatchObject({ code: 'sql.invalid' })
  })

  it('is stopped where it takes too long', async () => {
    const slow = 'length(repeat(code, 1000)) + list_sum(list_transform(range(400000), x -> x * length(code))) > 0'
    const limits = { memory: 600e6, temporary: 1e9, time: 50 }
    await expect(measure(request([rule(slow)]), quiet(), limits)).rejects.toMatchObject({ code: 'sql.resources' })
  })
})

describe('profiles', () => {
  it('tell nulls, bounds and few values of each column', async () => {
    const found = await profile({ schema: ticks.current.schema, zone: 'Asia/Seoul', groups: groupsOf(ticks) }, quiet())
    expect(found).toContainEqual({
      dt: '2024-01-03',
      column: 'code',
      rows: 3,
      nulls: 0,
      distinct: 3,
      min: 'A',
      max: 'Z',
      values: ['A', 'C', 'Z']
    })
    expect(found).toContainEqual({
      dt: '2024-01-03',
      column: 'cap',
      rows: 3,
      nulls: 1,
      distinct: 2,
      min: '110.00',
      max: '900.00',
      values: null
    })
  })
})
