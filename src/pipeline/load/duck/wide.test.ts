import { afterEach, beforeEach, expect, it } from 'vitest'
import { pathsOf, WorkFolder } from './testing/work-folder'
import { readParquet } from './testing/read-parquet'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

it('loads 2,000 columns of every kind', async () => {
  const types = ['integer', 'text', 'decimal(10,2)', 'date', 'float']
  const columns = Array.from({ length: 2000 }, (_, index) => ({
    name: `열 ${index}`,
    source: { header: `열 ${index}` },
    type: types[index % 5] ?? 'text'
  }))
  const row = columns.map(({ type }, index) => (type === 'date' ? '2020-01-02' : String(index)))
  const location = await folder.put(
    'a.csv',
    [columns.map(({ name }) => name), row, row].map((cells) => cells.join(',')).join('\n')
  )
  const loaded = await folder.stage({ source: { location, format: 'csv' }, columns })
  expect(loaded.staged).toMatchObject({ rowsRead: 2, rowsWritten: 2 })
  const [first] = await readParquet(pathsOf(loaded))
  expect(Object.values(first ?? {})).toHaveLength(2000)
  expect(first?.['열_1995']).toBe(1995n)
}, 60_000)
