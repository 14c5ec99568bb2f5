import { describe, expect, it } from 'vitest'
import { datasetSpec, recognition, type DatasetSpecInput } from '../contract'
import { parseVerb } from './args'
import { applyOptions } from './draft'
import { overridesOf } from './overrides'
import { add } from './verbs/add'

const base: DatasetSpecInput = {
  format: 1,
  name: 'draft',
  source: { location: 'ticks.csv', format: 'csv' },
  columns: [
    { name: 'id', source: { header: 'id' }, type: 'integer' },
    { name: 'when', source: { header: 'when' }, type: 'datetime', format: '%Y%m%d %H%M%S' },
    { name: '변동', source: { header: '변동' }, type: 'text' }
  ],
  primaryKey: ['id'],
  partition: { columns: ['when'], grain: 'day' }
}

const recognised = (draft: DatasetSpecInput) =>
  recognition.parse({
    location: 'ticks.csv',
    kind: 'file',
    container: 'none',
    files: [],
    fileCount: 1,
    bytes: 1,
    format: { value: 'csv', certainty: 1 },
    encoding: { value: 'utf-8', certainty: 1 },
    bom: false,
    newline: 'lf',
    delimiter: { value: ',', certainty: 1 },
    quote: '"',
    header: { value: true, certainty: 1 },
    columns: [],
    key: { value: [], certainty: 0 },
    partition: { value: null, certainty: 0 },
    pathTemplate: { value: null, certainty: 0 },
    rows: { value: 1, exact: true },
    preview: [],
    notes: [],
    draft: datasetSpec.parse(draft)
  })

const argsOf = (...argv: string[]) => parseVerb(add, ['ticks', '--source', 'x', ...argv])
const draft = (...argv: string[]) => applyOptions(recognised(base), 'ticks', argsOf(...argv))

describe('options of add', () => {
  it('leave what was recognised where they say nothing', () => {
    expect(draft()).toEqual({ ...datasetSpec.parse(base), name: 'ticks' })
  })

  it('set types, scales, formats and nulls of the columns that they name', () => {
    const { columns, source } = draft(
      '--type',
      '변동=decimal(18,2)',
      '--scale',
      '변동=100',
      '--null',
      '변동=C',
      '--null',
      'N/A',
      '--null',
      'a=b'
    )
    expect(columns[2]).toMatchObject({ type: 'decimal(18,2)', divideBy: 100, nulls: ['C'] })
    expect(source.nulls).toEqual(['N/A', 'a=b'])
  })

  it('drop a date format that no longer fits the type', () => {
    expect(draft('--type', 'when=text', '--partition', 'none').columns[1]).not.toHaveProperty('format')
    expect(draft('--type', 'when=date').columns[1]).toMatchObject({ type: 'date', format: '%Y%m%d %H%M%S' })
  })

  it('replace key, partition, grain, mode and policies', () => {
    const spec = draft(
      '--key',
      'id,when',
      '--grain',
      'month',
      '--mode',
      'incremental',
      '--bad-cell',
      'cell',
      '--max-bad',
      '0.2',
      '--zone',
      'UTC'
    )
    expect(spec).toMatchObject({
      primaryKey: ['id', 'when'],
      partition: { columns: ['when'], grain: 'month' },
      mode: 'incremental',
      badCell: 'cell',
      maxBadShare: 0.2,
      zone: 'UTC'
    })
    expect(draft('--partition', 'none')).not.toHaveProperty('partition')
  })

  it('name the columns of files without header, keeping those that come from the path', () => {
    const columns = [
      { name: 'column1', source: { position: 0 }, type: 'integer' },
      { name: 'date', source: { path: 'date' }, type: 'date' },
      { name: 'column2', source: { position: 1 }, type: 'integer' }
    ]
    const plain = { ...base, columns, primaryKey: ['column1'], partition: { columns: ['date'], grain: 'day' as const } }
    const args = argsOf(
      '--columns',
      'time,price',
      '--type',
      'time=timestamp',
      '--format',
      'time=ms-of-day:date',
      '--scale',
      'price=10000'
    )
    expect(overridesOf(args)).toEqual({ header: false })
    const spec = applyOptions(recognised(plain), 'trades', args)
    expect(spec.columns).toMatchObject([
      { name: 'time', type: 'timestamp', format: 'ms-of-day', datePart: 'date' },
      { name: 'date', source: { path: 'date' } },
      { name: 'price', divideBy: 10000 }
    ])
    expect(spec.primaryKey).toEqual(['time'])
  })

  it.each([
    [['--type', 'nope=text'], 'there is no column "nope"'],
    [['--type', 'id=number'], 'there is no such type'],
    [['--type', 'id'], 'COL=VALUE is expected'],
    [['--key', 'nope'], 'There is no column "nope". The columns are: id, when, 변동.'],
    [['--columns', 'a,b'], '--columns names 2 columns; the files have 3.'],
    [['--grain', 'week'], 'one of day, month'],
    [['--max-bad', '2'], 'a share from 0 to 1'],
    [['--scale', 'id=0'], 'a whole number above 0'],
    [['--zone', 'Korea/Seoul'], 'no IANA time zone']
  ])('that make no sense (%j) are a usage error', (argv, message) => {
    expect(() => draft(...argv)).toThrow(message)
  })
})
