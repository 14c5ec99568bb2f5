import { afterEach, beforeEach, expect, it } from 'vitest'
import { WorkFolder, type SpecDraft } from './testing/work-folder'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

/** Seven rows: two of one key, one good, and four bad, of which the partition of two is unknown. */
const rows = ['1,2023-01-01', '1,2023-01-02', 'x,2023-01-03', 'x,2023-02-03', '2,2023-02-01', '3,bad', '4,2023-01-01,9']

async function orders(maxBadShare: number): Promise<SpecDraft> {
  const location = await folder.put('orders.csv', `id,date\n${rows.join('\n')}\n`)
  return {
    source: { location, format: 'csv' },
    columns: [
      { name: 'id', source: { header: 'id' }, type: 'integer' },
      { name: 'date', source: { header: 'date' }, type: 'date' }
    ],
    primaryKey: ['id'],
    partition: { columns: ['date'], grain: 'month' },
    maxBadShare
  }
}

it('each row is counted once: written, quarantined or superseded', async () => {
  const { staged } = await folder.stage(await orders(0.6))
  expect(staged).toMatchObject({ rowsRead: 7, rowsWritten: 2, rowsQuarantined: 4, rowsSuperseded: 1, notes: [] })
  expect(staged.quarantine.reduce((sum, file) => sum + file.rows, 0)).toBe(4)
})

it('bad rows of an unknown partition count once towards the share that is allowed', async () => {
  const { staged } = await folder.stage(await orders(4 / 7))
  expect(staged.rowsQuarantined).toBe(4)
  expect(await folder.check(await orders(4 / 7))).toMatchObject({ rowsRead: 7, rowsQuarantined: 4, wouldBeRefused: false })
})

it('a refused load tells how many rows it read and how many of them are bad', async () => {
  await expect(folder.stage(await orders(0.5))).rejects.toMatchObject({
    code: 'load.too_many_bad',
    details: { rowsRead: 7, rowsQuarantined: 4 }
  })
})

it('of a load of one month, bad rows of an unknown partition are part, and those of other months outside', async () => {
  const { staged } = await folder.stage(await orders(1), { from: '2023-01', to: '2023-01' })
  expect(staged).toMatchObject({ rowsRead: 5, rowsWritten: 1, rowsQuarantined: 3, rowsSuperseded: 1 })
  expect(staged.notes).toEqual([{ code: 'rows.outside', column: null, count: 2 }])
})
