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

const badCron = (cron: string): [string, Partial<DatasetSpecInput>] => ['schedule.cron', { schedule: { cron } }]

/** Read from a database table instead. */
const fromTable = (collect: object, rest: Partial<DatasetSpecInput>): Partial<DatasetSpecInput> => ({
  source: undefined,
  collect: { kind: 'table', connection: 'shop', table: 'orders', ...collect },
  ...rest
})

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
    ['decimal.scale', { columns: [{ name: 'p', source: { position: 0 }, type: 'decimal(4,6)' }] }],
    ['source.one', { source: undefined }],
    ['source.one', { derive: { sql: 'SELECT 1' } }],
    ['columns.none', { columns: [] }],
    ['collect.by', fromTable({ watermark: 'id' }, { mode: 'append', partition: { columns: ['date'], grain: 'day' } })],
    ['collect.watermark', fromTable({ watermark: 'id' }, {})],
    ['range.date', { range: { from: '2023-02-29' } }],
    ['range.order', { range: { from: '2024-01-02', to: '2024-01-01' } }],
    ['runs.order', { runs: { sequential: true, order: 'newest' } }],
    ['interval.every', { interval: { unit: 'minute', every: 7 } }],
    ['interval.every', { interval: { unit: 'minute', every: 90 } }],
    ['interval.every', { interval: { unit: 'hour', every: 5 } }],
    ['interval.every', { interval: { unit: 'month', every: 5 } }],
    ['interval.grain', { interval: { unit: 'month' }, partition: { columns: ['date'], grain: 'day' } }],
    ['interval.grain', { interval: { unit: 'day', every: 7 }, partition: { columns: ['date'], grain: 'month' } }],
    ['interval.column', { interval: { unit: 'hour' }, partition: { columns: ['date'], grain: 'day' } }],
    ['interval.column', { interval: { unit: 'hour', column: 'date' }, partition: { columns: ['date'], grain: 'day' } }],
    ['interval.column', { interval: { unit: 'day', column: 'code' }, partition: { columns: ['date'], grain: 'month' } }],
    ['interval.column', { interval: { unit: 'day' }, partition: { columns: ['year', 'month'], grain: 'month' } }],
    ['column.unknown', { interval: { unit: 'day', column: 'day' } }],
    ['schedule.one', { schedule: {} }],
    ['schedule.one', { schedule: { cron: '0 7 * * *', arrival: true } }],
    ['schedule.after', { schedule: { after: ['prices'] } }],
    ['schedule.arrival', { source: undefined, derive: { sql: 'SELECT 1' }, schedule: { arrival: true } }],
    ...['10 17 * *', '0 0 7 * * *', '60 7 * * *', '0 24 * * *', '0 7 0 * *', '0 7 * 13 *', '0 7 * * 8'].map(badCron),
    ...['0 7 5-1 * *', '*/0 7 * * *', '0 7 * * mo', '5/10 7 * * *', '1-2-3 7 * * *', '0 7 * * 1,', '@daily  x', '0 7 L * *'].map(
      badCron
    )
  ])('%s: %j', (code, change) => expect(problems(change)).toContain(code))

  it.each<[string, Partial<DatasetSpecInput>]>([
    ['a derived dataset without columns', { source: undefined, derive: { sql: 'SELECT 1' }, columns: [] }],
    ['days in months', { interval: { unit: 'day' }, partition: { columns: ['date'], grain: 'month' } }],
    ['weeks without partitions', { interval: { unit: 'day', every: 7 } }],
    ['4 hours in minutes', { interval: { unit: 'minute', every: 240 } }],
    [
      'hours that come as files of their own',
      {
        source: { location: 'x/{interval:%Y%m%d%H}.csv', format: 'csv' },
        interval: { unit: 'hour' },
        partition: { columns: ['date'], grain: 'day' }
      }
    ],
    ['a table by date', fromTable({ by: 'at' }, { partition: { columns: ['date'], grain: 'day' } })],
    ['a table by what is new', fromTable({ watermark: 'id' }, { mode: 'append' })],
    ['a whole table', fromTable({}, {})],
    ['cron on weekdays', { schedule: { cron: '*/15 9-16,18 1-7 jan-mar MON-FRI' } }],
    ['a run after another dataset', { schedule: { after: ['rates'] } }],
    ['oldest first, one after the other', { runs: { sequential: true } }]
  ])('takes %s', (_, change) => expect(problems(change)).toEqual([]))
})
