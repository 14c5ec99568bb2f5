import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TableSchema } from '../../lake/types'
import { duplicates } from './repeated'
import { pathsOf, quiet, WorkFolder, type Loaded } from './testing/work-folder'

let folder: WorkFolder
let loaded: Loaded
beforeAll(async () => {
  folder = await WorkFolder.make()
  const location = await folder.put(
    'a.csv',
    '종목 코드,date,close\nA,2024-01-02,1\nA,2024-01-02,1\nA,2024-01-02,2\nB,2024-01-02,1\nB,2024-01-02,1\n,2024-01-03,1\n,2024-01-03,1\nA,2024-02-01,1\n'
  )
  loaded = await folder.stage({
    source: { location, format: 'csv' },
    columns: [
      { name: '종목 코드', source: { header: '종목 코드' }, type: 'text' },
      { name: 'date', source: { header: 'date' }, type: 'date' },
      { name: 'close', source: { header: 'close' }, type: 'integer' }
    ],
    partition: { columns: ['date'], grain: 'month' },
    mode: 'append'
  })
})
afterAll(() => folder.dispose())

const groups = () => pathsOf(loaded).map((path) => ({ files: [path] }))
const find = (key: string[], sampleSize = 10, schema: TableSchema = loaded.staged.schema) =>
  duplicates({ groups: groups(), schema, key, sampleSize }, quiet())

describe('keys that stand more than once', () => {
  it('are counted in each group of files, and named', async () => {
    expect(await find(['종목 코드', 'date'])).toEqual([
      {
        keys: 3,
        rows: 7,
        sample: [
          { '종목 코드': 'A', date: '2024-01-02' },
          { '종목 코드': 'B', date: '2024-01-02' },
          { '종목 코드': null, date: '2024-01-03' }
        ]
      },
      { keys: 0, rows: 0, sample: [] }
    ])
  })

  it('are named up to a number, and are none without a key', async () => {
    expect((await find(['종목 코드', 'date'], 1))[0]).toMatchObject({ keys: 3, sample: [{ '종목 코드': 'A' }] })
    expect(await find([])).toEqual([
      { keys: 0, rows: 0, sample: [] },
      { keys: 0, rows: 0, sample: [] }
    ])
    await expect(find(['code'])).rejects.toMatchObject({ code: 'internal' })
  })

  it('of files together are those of all their rows', async () => {
    const [path = ''] = pathsOf(loaded)
    const twice = await duplicates(
      { groups: [{ files: [path, path] }], schema: loaded.staged.schema, key: ['종목 코드', 'date', 'close'], sampleSize: 0 },
      quiet()
    )
    expect(twice).toEqual([{ keys: 4, rows: 14, sample: [] }])
  })
})
