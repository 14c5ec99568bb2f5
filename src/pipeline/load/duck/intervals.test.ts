import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sourcedSpec } from '../../contract'
import { intervalAt, intervalsBetween } from '../../runs/intervals'
import { sourceFiles } from '../source/source-files'
import { tarOf } from '../testing/archives'
import { pathsOf, WorkFolder, type Loaded, type SpecDraft } from './testing/work-folder'
import { readParquet } from './testing/read-parquet'

let folder: WorkFolder
beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

const daily = (source: SpecDraft['source'], more: Partial<SpecDraft> = {}): SpecDraft => ({
  source,
  columns: [
    { name: 'code', source: { header: 'code' }, type: 'text' },
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'close', source: { header: 'close' }, type: 'integer' }
  ],
  primaryKey: ['code', 'date'],
  partition: { columns: ['date'], grain: 'month' },
  interval: { unit: 'day' },
  ...more
})
const csv = (...rows: string[]): string => ['code,date,close', ...rows, ''].join('\n')
const windows = (draft: SpecDraft, from: string, to: string) =>
  intervalsBetween(sourcedSpec.parse({ name: 'tried', format: 1, ...draft }), undefined, from, to).map(
    ({ id, dt, start, end }) => ({
      ...{ id, dt, start, end }
    })
  )
const answers = ({ staged }: Loaded): string[] => staged.partitions.map(({ dt, rows, change }) => `${dt} ${change} ${rows}`)
const intervals = ({ staged }: Loaded) =>
  Object.fromEntries(staged.partitions.map((partition) => [partition.dt, partition.intervals]))
const codes = async (loaded: Loaded): Promise<string[]> =>
  (await readParquet(pathsOf(loaded))).map(({ code, date }) => `${String(code)} ${(date as Date).toISOString().slice(0, 10)}`)

describe('a load of named partitions', () => {
  it('touches no other, and each gets an answer though the source has no row of it', async () => {
    const location = await folder.put('a.csv', csv('A,2024-01-02,1', 'A,2024-02-01,2', 'B,2024-03-01,3'))
    const all = await folder.stage(daily({ location, format: 'csv' }))
    expect(answers(all)).toEqual(['2024-01 created 1', '2024-02 created 1', '2024-03 created 1'])
    await folder.put('a.csv', csv('A,2024-01-02,7', 'A,2024-02-01,8'))
    const only = ['2024-01', '2024-03', '2024-05']
    const some = await folder.stage(daily({ location, format: 'csv' }), { only, current: all.current })
    expect(answers(some)).toEqual(['2024-01 replaced 1', '2024-03 emptied 0', '2024-05 created 0'])
    expect(some.staged.partitions.map(({ files }) => files.map(({ rows }) => rows))).toEqual([[1], [0], [0]])
    expect(some.staged.notes).toEqual([{ code: 'rows.outside', column: null, count: 1 }])
    const again = await folder.stage(daily({ location, format: 'csv' }), { only, current: some.current })
    expect(answers(again)).toEqual(['2024-01 unchanged 1', '2024-03 unchanged 0', '2024-05 unchanged 0'])
  })

  it('leaves rows that are there, where rows are replaced by key', async () => {
    const location = await folder.put('a.csv', csv('A,2024-01-02,1', 'A,2024-02-01,2'))
    const first = await folder.stage(daily({ location, format: 'csv' }))
    await folder.put('a.csv', csv('A,2024-01-03,1'))
    const spec = daily({ location, format: 'csv' }, { mode: 'incremental' })
    const next = await folder.stage(spec, { only: ['2024-01', '2024-02', '2024-04'], current: first.current })
    expect(answers(next)).toEqual(['2024-01 replaced 2', '2024-02 unchanged 1', '2024-04 created 0'])
    expect(intervals(next)).toEqual({
      '2024-01': { '2024-01-02': 1, '2024-01-03': 1 },
      '2024-02': { '2024-02-01': 1 },
      '2024-04': {}
    })
  })

  it('reads only files whose path can hold them', async () => {
    const spec: SpecDraft = {
      source: { location: 'ticks', format: 'csv', pathTemplate: '{date:%Y%m%d}_trade.csv', header: false },
      columns: [
        { name: 'at', source: { position: 0 }, type: 'datetime', format: 'ms-of-day', datePart: 'date' },
        { name: 'price', source: { position: 1 }, type: 'integer' }
      ],
      partition: { columns: ['at'], grain: 'day' }
    }
    await folder.put('ticks/20240102_trade.csv', '1000,5\n')
    await folder.put('ticks/20240103_trade.csv', '2000,6\n')
    await folder.put('ticks/20240104_trade.csv', '')
    const loaded = await folder.stage(spec, { only: ['2024-01-03'] })
    expect(answers(loaded)).toEqual(['2024-01-03 created 1'])
    expect(loaded.staged.inputs.map(({ name }) => name)).toEqual(['20240103_trade.csv'])
    const listed = await sourceFiles(folder.request(spec).spec, folder.root, new AbortController().signal)
    expect(listed?.map(({ name, dt, bytes }) => `${name} ${dt ?? '?'} ${bytes}`)).toEqual([
      '20240102_trade.csv 2024-01-02 7',
      '20240103_trade.csv 2024-01-03 7',
      '20240104_trade.csv 2024-01-04 0'
    ])
  })
})

describe('a source with a file for each interval', () => {
  const pattern = 'prices_{interval:%Y%m%d}.csv'

  it('is read only for the intervals asked for; one without a file has 0 rows', async () => {
    await folder.put('in/prices_20240102.csv', csv('A,2024-01-02,1', 'B,2024-01-02,1'))
    await folder.put('in/prices_20240103.csv', 'broken\n')
    await folder.put('in/prices_20240105.csv', csv('A,2024-01-05,1'))
    for (const source of [
      { location: 'in', pattern, format: 'csv' as const },
      { location: `in/${pattern}`, format: 'csv' as const }
    ]) {
      const draft = daily(source)
      const asked = ['2024-01-02', '2024-01-04', '2024-01-05'].flatMap((date) => windows(draft, date, date))
      const loaded = await folder.stage(draft, { intervals: asked })
      expect(answers(loaded)).toEqual(['2024-01 created 3'])
      expect(intervals(loaded)).toEqual({ '2024-01': { '2024-01-02': 2, '2024-01-04': 0, '2024-01-05': 1 } })
      expect(loaded.staged.partitions[0]?.files[0]?.intervals).toEqual(intervals(loaded)['2024-01'])
      expect(loaded.staged.inputs.map(({ name }) => name)).toEqual(['prices_20240102.csv', 'prices_20240105.csv'])
    }
  })

  it('keeps the other intervals of a partition when one is loaded in full', async () => {
    const draft = daily({ location: 'in', pattern, format: 'csv' })
    await folder.put('in/prices_20240102.csv', csv('A,2024-01-02,1', 'B,2024-01-02,1'))
    await folder.put('in/prices_20240103.csv', csv('A,2024-01-03,1', 'B,2024-01-03,1'))
    const first = await folder.stage(draft)
    expect(answers(first)).toEqual(['2024-01 created 4'])
    await folder.put('in/prices_20240103.csv', csv('A,2024-01-03,2'))
    const next = await folder.stage(draft, { intervals: windows(draft, '2024-01-03', '2024-01-03'), current: first.current })
    expect(answers(next)).toEqual(['2024-01 replaced 3'])
    expect(await codes(next)).toEqual(['A 2024-01-02', 'B 2024-01-02', 'A 2024-01-03'])
    expect(intervals(next)).toEqual({ '2024-01': { '2024-01-02': 2, '2024-01-03': 1 } })
    expect(next.staged.partitions[0]?.files[0]?.inputs.map(({ name }) => name)).toEqual([
      'prices_20240102.csv',
      'prices_20240103.csv',
      'prices_20240103.csv'
    ])
    const gone = await folder.stage(draft, { intervals: windows(draft, '2024-01-04', '2024-01-04'), current: next.current })
    expect(answers(gone)).toEqual(['2024-01 unchanged 3'])
    expect(intervals(gone)).toEqual({ '2024-01': { '2024-01-02': 2, '2024-01-03': 1, '2024-01-04': 0 } })
  })

  it('may lie in an archive, and in folders by year', async () => {
    const tar = await tarOf([
      { name: 'day/2024-01-02.csv', content: csv('A,2024-01-02,1') },
      { name: 'day/2024-01-03.csv', content: csv('A,2024-01-03,1', 'B,2024-01-03,1') }
    ])
    await folder.put('days.tar', tar)
    const packed = daily({ location: 'days.tar', pattern: '**/{interval:%Y-%m-%d}.csv', format: 'csv' })
    expect(intervals(await folder.stage(packed, { intervals: windows(packed, '2024-01-03', '2024-01-03') }))).toEqual({
      '2024-01': { '2024-01-03': 2 }
    })
    await folder.put('by [x]/2024/01/02.csv', csv('A,2024-01-02,1'))
    await folder.put('by [x]/2024/02/03.csv', csv('A,2024-02-03,1', 'B,2024-02-03,1'))
    await folder.put('by [x]/notes.csv', 'nothing of this\n')
    const nested = daily({ location: 'by [x]/{interval:%Y}/{interval:%m/%d}.csv', format: 'csv' })
    expect(answers(await folder.stage(nested))).toEqual(['2024-01 created 1', '2024-02 created 2'])
    const one = await folder.stage(nested, { only: ['2024-02'] })
    expect(one.staged.inputs.map(({ name }) => name)).toEqual(['2024/02/03.csv'])
    expect(answers(await folder.stage(nested, { intervals: windows(nested, '2024-01-02', '2024-01-03') }))).toEqual([
      '2024-01 created 1'
    ])
    const listed = await sourceFiles(folder.request(nested).spec, folder.root, new AbortController().signal)
    expect(listed?.map(({ name, dt }) => `${name} ${dt ?? '?'}`)).toEqual(['2024/01/02.csv 2024-01', '2024/02/03.csv 2024-02'])
  })

  it('lists nothing where nothing fits, and is refused where it lies on a server and no interval is named', async () => {
    await folder.put('in/other.csv', csv())
    const none = folder.request(daily({ location: 'in', pattern, format: 'csv' })).spec
    expect(await sourceFiles(none, folder.root, new AbortController().signal)).toEqual([])
    const remote = daily({ location: `https://example.invalid/${pattern}`, format: 'csv' })
    expect(await sourceFiles(folder.request(remote).spec, folder.root, new AbortController().signal)).toBeNull()
    await expect(folder.stage(remote)).rejects.toMatchObject({ code: 'unsupported' })
    const wrong = daily({ location: join('in', '{interval:%Q}.csv'), format: 'csv' })
    await expect(folder.stage(wrong)).rejects.toMatchObject({ code: 'dataset.invalid' })
  })
})

describe('rows of intervals shorter than a day', () => {
  it.each([
    ['Asia/Seoul', { unit: 'hour' as const, every: 6 }],
    ['America/New_York', { unit: 'hour' as const, every: 4 }],
    ['America/New_York', { unit: 'minute' as const, every: 15 }],
    ['Europe/London', { unit: 'hour' as const, every: 2 }]
  ])('are counted as %s shows the day, %o', async (zone, interval) => {
    const steps = Array.from({ length: 400 }, (_, index) => Date.parse('2024-03-09T00:07:00Z') + index * 23 * 60_000)
    const more = Array.from({ length: 400 }, (_, index) => Date.parse('2024-11-02T00:07:00Z') + index * 23 * 60_000)
    const instants = [...steps, ...more]
    const location = await folder.put('a.csv', `at\n${instants.map((at) => new Date(at).toISOString()).join('\n')}\n`)
    const draft: SpecDraft = {
      source: { location, format: 'csv' },
      columns: [{ name: 'at', source: { header: 'at' }, type: 'timestamp' }],
      partition: { columns: ['at'], grain: 'day' },
      interval,
      zone
    }
    const spec = sourcedSpec.parse({ name: 'tried', format: 1, ...draft })
    const loaded = await folder.stage(draft)
    const expected = new Map<string, number>()
    for (const at of instants) {
      const id = intervalAt(spec, undefined, at)?.id ?? 'none'
      expected.set(id, (expected.get(id) ?? 0) + 1)
    }
    const found = Object.assign({}, ...Object.values(intervals(loaded))) as Record<string, number>
    expect(found).toEqual(Object.fromEntries(expected))
  })
})
