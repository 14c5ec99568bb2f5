import { describe, expect, it } from 'vitest'
import { datasetProblems, datasetSpec, type DatasetSpecInput } from '.'

const problems = (change: Partial<DatasetSpecInput>) =>
  datasetProblems(
    datasetSpec.parse({
      format: 1,
      name: 'prices',
      source: { location: 'prices.csv', format: 'csv' },
      columns: [
        { name: 'code', source: { header: 'code' }, type: 'text' },
        { name: 'date', source: { header: 'date' }, type: 'date' },
        { name: 'year', source: { header: 'year' }, type: 'integer' },
        { name: 'month', source: { header: 'month' }, type: 'integer' }
      ],
      ...change
    })
  ).map(({ code }) => code)

describe('a dataset file that contradicts itself is caught before anything runs', () => {
  it('passes when nothing is wrong', () => {
    expect(problems({ primaryKey: ['code', 'date'], partition: { columns: ['date'], grain: 'day' } })).toEqual([])
    expect(problems({ partition: { columns: ['year', 'month'], grain: 'month' } })).toEqual([])
  })

  it.each<[string, Partial<DatasetSpecInput>]>([
    ['column.unknown', { primaryKey: ['ticker'] }],
    ['column.unknown', { sort: ['ticker'] }],
    ['column.unknown', { latestBy: 'ticker' }],
    ['partition.type', { partition: { columns: ['code'], grain: 'day' } }],
    ['partition.type', { partition: { columns: ['year', 'month'], grain: 'day' } }],
    ['zone.unknown', { zone: 'Korea/Seoul' }],
    ['key.missing', { mode: 'incremental' }],
    ['name.twice', { columns: ['Date', 'date'].map((name) => ({ name, source: { header: name }, type: 'date' })) }],
    ['format.date_part', { columns: [{ name: 't', source: { position: 0 }, type: 'timestamp', format: 'ms-of-day' }] }],
    ['decimal.scale', { columns: [{ name: 'p', source: { position: 0 }, type: 'decimal(4,6)' }] }]
  ])('%s', (code, change) => expect(problems(change)).toContain(code))
})
