import { describe, expect, it } from 'vitest'
import { checkSpec } from '../../contract'
import { candidatesOf, saysSomething, suggestionsOf, type History, type HistoryColumn } from '.'

const MONTHS = Array.from({ length: 8 }, (_, index) => `2023-${String(index + 1).padStart(2, '0')}`)

interface Column {
  name: string
  type: string
  min?: string
  max?: string
  nulls?: number
  values?: string[]
  distinct?: number
}

const column = ({ name, type, min, max, nulls = 0, values, distinct = 50 }: Column): HistoryColumn => ({
  name,
  type,
  profiles: MONTHS.map((dt) => ({
    ...{ dt, column: name, rows: 100, nulls, distinct: values?.length ?? distinct, values: values ?? null },
    ...{ min: min ?? null, max: max ?? null }
  }))
})

const history = (columns: Column[], change: Partial<History> = {}): History => ({
  columns: columns.map(column),
  partitions: MONTHS.map((dt) => ({ dt, rows: 100 })),
  ...{ key: [], partitionColumns: [], zone: 'Asia/Seoul', keysElsewhere: [] },
  ...change
})

const found = (past: History, declared: object[] = []) =>
  candidatesOf(
    past,
    declared.map((one) => checkSpec.parse(one))
  ).map(({ check }) => check)

describe('what a past suggests', () => {
  it('a column that never lacked a value has to have one; one that did has not', () => {
    const past = history([
      { name: 'full', type: 'text' },
      { name: 'gaps', type: 'text', nulls: 1 }
    ])
    expect(found(past).filter(({ kind }) => kind === 'nulls')).toMatchObject([{ column: 'full', maxShare: 0 }])
  })

  it.each<[Column, object | undefined]>([
    [
      { name: 'n', type: 'integer', min: '3', max: '1770' },
      { min: '1', max: '3600' }
    ],
    [
      { name: 'n', type: 'integer', min: '0', max: '40' },
      { min: '0', max: '80' }
    ],
    [
      { name: 'n', type: 'decimal(5,2)', min: '0.50', max: '400.00' },
      { min: '0.01', max: '800' }
    ],
    [{ name: 'n', type: 'decimal(5,2)', min: '0.50', max: '900.00' }, { min: '0.01' }],
    [
      { name: 'n', type: 'decimal(20,0)', min: '1', max: '420272691520000' },
      { min: '1', max: '850000000000000' }
    ],
    [{ name: 'n', type: 'integer', min: '-1', max: '40' }, undefined],
    [
      { name: 'n', type: 'date', min: '2018-11-05', max: '2021-11-05' },
      { min: '2017-01-01', max: '2031-12-31' }
    ],
    [{ name: 'n', type: 'text', min: 'a', max: 'b' }, undefined]
  ])('the range of %j is %j', (one, range) => {
    const [check] = found(history([one])).filter(({ kind }) => kind === 'range')
    if (range === undefined) expect(check).toBeUndefined()
    else expect(check).toMatchObject({ ...range, severity: 'warn' })
  })

  it('few texts are a list, keys and many texts are none', () => {
    const values = ['KOSDAQ', 'KOSPI']
    const past = history(
      [
        { name: 'market', type: 'text', values },
        { name: 'code', type: 'text', values },
        { name: 'name', type: 'text' }
      ],
      {
        key: ['code']
      }
    )
    expect(found(past).filter(({ kind }) => kind === 'values')).toMatchObject([{ column: 'market', values }])
  })

  it('the key stands once, the columns stay, rows keep to the median, months end with fresh dates', () => {
    const past = history([{ name: 'day', type: 'date', min: '2023-01-02', max: '2023-01-30' }], {
      key: ['day'],
      partitionColumns: ['day']
    })
    expect(found(past).map(({ id }) => id)).toEqual([
      ...['rows_within_5', 'rows_within_10', 'rows_within_20', 'rows_within_30', 'rows_within_50'],
      ...['key_once', 'same_columns', 'fresh', 'day_there']
    ])
  })

  it('numbers that both move are tried as a ratio, the greater by the smaller', () => {
    const past = history([
      { name: 'price', type: 'integer', min: '71200', max: '71300' },
      { name: 'cap', type: 'integer', min: '4250480', max: '4256460' },
      { name: 'still', type: 'integer', min: '7', max: '7' }
    ])
    expect(found(past).filter(({ kind }) => kind === 'ratio')).toMatchObject([{ left: 'cap', right: 'price', within: 0.005 }])
    const pair = { left: 'cap', right: 'price' }
    expect(saysSomething(past, pair, [{ least: 59.6978, greatest: 59.6979 }])).toBe(true)
    expect(saysSomething(past, pair, [{ least: 59.6, greatest: 59.7 }])).toBe(false)
  })

  it('texts are tried against the keys of other datasets', () => {
    const past = history([{ name: 'code', type: 'text' }], {
      keysElsewhere: [{ dataset: 'master', column: '종목코드', type: 'text' }]
    })
    expect(found(past)).toContainEqual(
      expect.objectContaining({ kind: 'reference', column: 'code', dataset: 'master', refColumn: '종목코드' })
    )
  })

  it('nothing that is declared already, and no id twice', () => {
    const past = history([
      { name: 'full', type: 'text' },
      { name: 'other', type: 'text' }
    ])
    const ids = found(past, [
      { id: 'other_there', kind: 'nulls', column: 'full' },
      { id: 'x', kind: 'schema' }
    ]).map(({ id }) => id)
    expect(ids.filter((id) => id.includes('there'))).toEqual(['other_there_2'])
    expect(ids).not.toContain('same_columns')
  })

  it('every candidate is a check as a dataset file holds it', () => {
    const past = history([
      { name: '거래 금액(만원)', type: 'integer', min: '1', max: '2' },
      { name: '2nd', type: 'text', values: ['a', 'b'] }
    ])
    for (const check of found(past)) expect(checkSpec.safeParse(check).success, check.id).toBe(true)
  })
})

describe('the dry run of a suggestion', () => {
  const past = history([{ name: 'full', type: 'text' }])
  const [candidate] = candidatesOf(past, []).filter(({ check }) => check.kind === 'nulls')
  const tried = (failed: number, of: number, skipped = 0): number =>
    suggestionsOf(candidate === undefined ? [] : [candidate], [{ check: candidate?.check.id ?? '', failed, skipped, of }], past)
      .length

  it.each([
    [0, 8, 0, 1],
    [2, 100, 0, 1],
    [3, 100, 0, 0],
    [1, 37, 0, 0],
    [0, 8, 8, 0]
  ])('%d failed of %d, %d not judged: made %d times', (failed, of, skipped, made) =>
    expect(tried(failed, of, skipped)).toBe(made)
  )

  it('leaves the strictest of several', () => {
    const rows = candidatesOf(past, []).filter(({ check }) => check.kind === 'rows')
    const fired = rows.map(({ check }, index) => ({ check: check.id, failed: index < 2 ? 4 : 0, skipped: 4, of: 8 }))
    expect(suggestionsOf(rows, fired, past).map(({ check }) => check.id)).toEqual(['rows_within_20'])
  })
})
