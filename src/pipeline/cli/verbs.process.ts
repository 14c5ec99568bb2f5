import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetSummary, LoadResult, Partition, TableVersion } from '../contract'
import { penstock, type Penstock, type Running } from './testing/penstock'

const june = ['code,date,close', '000020,2023-06-30,9100', '005930,2023-06-30,72200'].join('\n')
const july = ['000020,2023-07-03,9200', '005930,2023-07-03,73000', '005930,2023-07-04,'].join('\n')
const name = '일별.종가'

let cli: Penstock
let served: Running
let csv: string
beforeAll(async () => {
  cli = await penstock()
  expect(await value('init', cli.workspace)).toEqual({ workspace: cli.workspace, created: true, datasets: [] })
  // The verbs join this engine, as they do beside an open window; engines.test.ts tries them without one.
  served = cli.start('serve')
  await served.says('token=')
  csv = join(cli.folder, '종가 원본.csv')
  await writeFile(csv, `${june}\n${july}\n`)
}, 60_000)
afterAll(async () => {
  served.child.kill('SIGTERM')
  await served.ended
  await cli.remove()
})

const value = async <T>(...argv: string[]): Promise<T> => (await cli.ok(...argv)) as T
const pattern = (text: RegExp) => expect.stringMatching(text) as string

describe('init', () => {
  it('leaves a workspace that is there as it is', async () => {
    expect(await value('init', cli.workspace)).toEqual({ workspace: cli.workspace, created: false, datasets: [] })
  })

  it('refuses a folder of other files', async () => {
    await mkdir(join(cli.folder, 'photos'))
    await writeFile(join(cli.folder, 'photos', 'a.jpg'), 'x')
    const { code, value: refusal } = await cli.json('init', 'photos')
    expect({ code, refusal }).toMatchObject({ code: 3, refusal: { error: { code: 'workspace.foreign' } } })
  })
})

describe('a dataset by the command line', () => {
  it('is added: recognised, written as a file, not loaded', async () => {
    const added = await value(
      'add',
      name,
      '--source',
      '종가 원본.csv',
      '--key',
      'code,date',
      '--partition',
      'date',
      '--grain',
      'month'
    )
    expect(added).toMatchObject({
      dataset: name,
      file: join(cli.workspace, 'datasets', `${name}.dataset.json`),
      recognised: {
        format: { value: 'csv' },
        encoding: { value: 'utf-8' },
        delimiter: { value: ',' },
        header: { value: true },
        columns: [
          { name: 'code', source: 'code', type: 'text' },
          { name: 'date', source: 'date', type: 'date' },
          { name: 'close', source: 'close', type: 'integer' }
        ],
        key: { value: ['code', 'date'], certainty: 1 },
        partition: { value: { columns: ['date'], grain: 'month' }, certainty: 1 }
      }
    })
    expect(await value('datasets')).toMatchObject([{ name, rows: 0, version: null }])
  })

  it('is not added twice without --replace', async () => {
    const { code, value: refusal } = await cli.json('add', name, '--source', csv)
    expect({ code, refusal }).toMatchObject({ code: 3, refusal: { error: { code: 'dataset.exists', hint: pattern(/./) } } })
  })

  it('is loaded once; the same load again changes nothing', async () => {
    const first = await value<LoadResult>('load', name)
    expect(first).toMatchObject({ state: 'done', rowsRead: 5, rowsWritten: 5, rowsQuarantined: 0, rowsSuperseded: 0, version: 0 })
    expect(first.partitions).toEqual([
      { dt: '2023-06', rows: 2, digest: pattern(/^[a-z0-9.-]+:[0-9a-f]+$/), change: 'created' },
      { dt: '2023-07', rows: 3, digest: pattern(/^[a-z0-9.-]+:[0-9a-f]+$/), change: 'created' }
    ])
    const second = await value<LoadResult>('load', name)
    expect(second).toMatchObject({ state: 'unchanged', version: 0 })
    expect(second.partitions.map(({ digest }) => digest)).toEqual(first.partitions.map(({ digest }) => digest))
  })

  it('lists its partitions and rows, codes with their zeros', async () => {
    const partitions = await value<Partition[]>('partitions', name)
    expect(partitions).toMatchObject([
      { dt: '2023-06', state: 'ok', rows: 2, files: 1, version: 0 },
      { dt: '2023-07', state: 'ok', rows: 3, files: 1, version: 0 }
    ])
    expect(await value('rows', name, '--partition', '2023-07', '--limit', '3')).toEqual([
      { code: '000020', date: '2023-07-03', close: 9200 },
      { code: '005930', date: '2023-07-03', close: 73000 },
      { code: '005930', date: '2023-07-04', close: null }
    ])
  })

  it('tells what changed in one partition, and brings the earlier state back', async () => {
    await writeFile(csv, `${june}\n${july.replace('73000', '73100')}\n`)
    const changed = await value<LoadResult>('load', name)
    expect(changed.partitions.map(({ dt, change }) => [dt, change])).toEqual([
      ['2023-06', 'unchanged'],
      ['2023-07', 'replaced']
    ])
    expect(await value('diff', name, '--partition', '2023-07', '--from', '0', '--to', '1')).toMatchObject({
      added: 0,
      removed: 0,
      changed: 1,
      unchanged: 2,
      columns: [{ name: 'close', changed: 1 }]
    })
    const undone = await value<LoadResult>('undo', name, '--to', '0', '--partition', '2023-07')
    expect(undone).toMatchObject({ state: 'done', version: 2 })
    const history = await value<TableVersion[]>('history', name, '--partition', '2023-07')
    expect(history.map(({ version }) => version)).toEqual([2, 1, 0])
    const rows = await value<{ close: number }[]>('rows', name, '--partition', '2023-07')
    expect(rows.map(({ close }) => close)).toEqual([9200, 73000, null])
    expect(await value('runs', name)).toMatchObject([
      { kind: 'undo' },
      { state: 'done' },
      { state: 'unchanged' },
      { state: 'done' }
    ])
  })

  it('undoes what one run changed', async () => {
    const again = await value<LoadResult>('load', name)
    expect(again.state).toBe('done')
    expect(await value('undo', name, '--run', again.run)).toMatchObject({ state: 'done' })
    const rows = await value<{ close: number }[]>('rows', name, '--partition', '2023-07')
    expect(rows[1]).toMatchObject({ close: 73000 })
  })

  it('loads only the partitions that it is told', async () => {
    const part = await value<LoadResult>('load', name, '--from', '2023-07', '--to', '2023-07')
    expect(part.partitions.map(({ dt }) => dt)).toEqual(['2023-07'])
  })

  it('is whole', async () => {
    expect(await value('fsck', '--deep')).toMatchObject({ ok: true, datasets: [{ name }] })
  })

  it('can be removed', async () => {
    expect(await value('remove', name)).toMatchObject({ dataset: name, trash: pattern(/./) })
    expect(await value<DatasetSummary[]>('datasets')).toEqual([])
  })
})

describe('bad rows', () => {
  beforeAll(async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `${index},2023-01-${String((index % 28) + 1).padStart(2, '0')}`)
    await writeFile(join(cli.folder, 'bad.csv'), ['n,day', ...lines, 'x,2023-01-01'].join('\n'))
    await value('add', 'bad', '--source', 'bad.csv', '--type', 'n=integer', '--partition', 'day', '--grain', 'month')
  })

  it('within their share go to quarantine, with line and reason, and the load is done', async () => {
    expect(await value('load', 'bad')).toMatchObject({ state: 'done', rowsRead: 41, rowsWritten: 40, rowsQuarantined: 1 })
    expect(await value('quarantine', 'bad')).toMatchObject({
      total: 1,
      rows: [{ file: 'bad.csv', line: 42, column: 'n', value: 'x', reason: 'cell.type' }]
    })
  })

  it('above it are a refusal that changes nothing', async () => {
    await value(
      'add',
      'bad',
      '--source',
      'bad.csv',
      '--type',
      'n=integer',
      '--partition',
      'day',
      '--grain',
      'month',
      '--max-bad',
      '0.01',
      '--replace'
    )
    await writeFile(join(cli.folder, 'bad.csv'), 'n,day\n1,2023-01-01\ny,2023-01-01\n')
    const { code, value: refused } = await cli.json('load', 'bad')
    expect({ code, refused }).toMatchObject({ code: 3, refused: { error: { code: 'load.too_many_bad' } } })
    expect(await value('partitions', 'bad')).toMatchObject([{ dt: '2023-01', rows: 40 }])
  })
})
