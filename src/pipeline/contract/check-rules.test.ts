import { describe, expect, it } from 'vitest'
import { checkSpec, datasetProblems, datasetSpec, type DatasetSpecInput } from '.'

type Check = NonNullable<DatasetSpecInput['checks']>[number]

const problems = (checks: Check[], change: Partial<DatasetSpecInput> = {}) =>
  datasetProblems(
    datasetSpec.parse({
      ...{ format: 1, name: 'prices', source: { location: 'prices.csv', format: 'csv' } },
      columns: [
        ['code', 'text'],
        ['date', 'date'],
        ['at', 'timestamp'],
        ['price', 'decimal(9,2)'],
        ['volume', 'integer']
      ].map(([name, type]) => ({ name, source: { header: name }, type })),
      checks,
      ...change
    })
  ).map(({ code, where }) => `${code} ${where}`)

const bad = (problem: string, check: Check): [string, Check] => [problem, check]

describe('checks of a dataset file', () => {
  it.each([
    bad('column.unknown checks[0]', { id: 'a', kind: 'nulls', column: 'ticker' }),
    bad('column.unknown checks[0]', { id: 'a', kind: 'ratio', left: 'price', right: 'shares', within: 0.1 }),
    bad('column.unknown checks[0]', { id: 'a', kind: 'unique', columns: ['code', 'day'] }),
    bad('check.type checks[0]', { id: 'a', kind: 'freshness', column: 'price', maxMinutes: 5 }),
    bad('check.type checks[0]', { id: 'a', kind: 'ratio', left: 'price', right: 'code', within: 0.1 }),
    bad('check.value checks[0]', { id: 'a', kind: 'range', column: 'price', max: '1,000' }),
    bad('check.value checks[0]', { id: 'a', kind: 'range', column: 'date', min: '2023-02-29' }),
    bad('check.value checks[0]', { id: 'a', kind: 'range', column: 'at', min: 'yesterday' }),
    bad('check.value checks[0]', { id: 'a', kind: 'values', column: 'volume', values: ['1', 'two'] }),
    bad('check.nothing checks[0]', { id: 'a', kind: 'rows' }),
    bad('check.nothing checks[0]', { id: 'a', kind: 'rows', min: 5, max: 4 }),
    bad('check.nothing checks[0]', { id: 'a', kind: 'range', column: 'price' }),
    bad('check.nothing checks[0]', { id: 'a', kind: 'unique' }),
    bad('check.nothing checks[0]', { id: 'a', kind: 'reconcile', dataset: 'prices', measure: 'count(*)' })
  ])('%s: %j', (problem, check) => expect(problems([check])).toEqual([problem]))

  it('have names of their own', () => {
    const one: Check = { id: 'a', kind: 'nulls', column: 'code' }
    expect(problems([one, one])).toEqual(['check.twice checks[1].id'])
  })

  it('pass where they fit, also over columns that only a query knows', () => {
    const fine: Check[] = [
      { id: 'b', kind: 'range', column: 'at', min: '2023-01-01 09:00:00+09:00', max: '2024-01-01T00:00:00Z' },
      { id: 'c', kind: 'range', column: 'price', min: '0.01' },
      { id: 'd', kind: 'freshness', column: 'date', maxMinutes: 60 }
    ]
    expect(problems(fine)).toEqual([])
    const derived = { source: undefined, derive: { sql: 'SELECT 1' }, columns: [] }
    expect(
      problems(
        [
          { id: 'a', kind: 'nulls', column: 'ticker' },
          { id: 'b', kind: 'unique' }
        ],
        derived
      )
    ).toEqual([])
  })

  it('block unless they say that they warn', () => {
    expect(checkSpec.parse({ id: 'a', kind: 'nulls', column: 'x' })).toMatchObject({ severity: 'block', maxShare: 0 })
  })
})
