import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readParquet } from './testing/read-parquet'
import { WorkFolder, type SpecDraft } from './testing/work-folder'
import type { CurrentTable } from '../worker-api'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

interface Order {
  id: number
  month: number
  amount: number
}

const orders = (location: string, mode: 'incremental' | 'full'): SpecDraft => ({
  source: { location, format: 'csv' },
  columns: [
    { name: 'id', source: { header: 'id' }, type: 'integer' },
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'amount', source: { header: 'amount' }, type: 'integer' }
  ],
  primaryKey: ['id'],
  partition: { columns: ['date'], grain: 'month' },
  mode
})

const csv = (rows: readonly Order[]): string =>
  ['id,date,amount', ...rows.map(({ id, month, amount }) => `${id},2023-0${month}-05,${amount}`)].join('\n') + '\n'

/** The last row of each key in each month. */
function expected(rows: readonly Order[]): string[] {
  const last = new Map(rows.map(({ id, month, amount }) => [`${month} ${id}`, `${month} ${id} ${amount}`]))
  return [...last.values()].sort()
}

async function tableOf(current: CurrentTable | undefined): Promise<string[]> {
  const rows = await readParquet((current?.partitions ?? []).flatMap(({ files }) => files))
  return rows.map(({ id, date, amount }) => `${(date as Date).getUTCMonth() + 1} ${String(id)} ${String(amount)}`).sort()
}

it('the table does not hang on how rows were split over loads: a key is unique within its partition', async () => {
  const row = fc.record({
    id: fc.integer({ min: 1, max: 4 }),
    month: fc.integer({ min: 1, max: 3 }),
    amount: fc.integer({ min: 0, max: 99 })
  })
  const loads = fc.array(fc.array(row, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(loads, async (batches) => {
      let current: CurrentTable | undefined
      for (const batch of batches) {
        const path = await folder.put('part.csv', csv(batch))
        current = (await folder.stage(orders(path, 'incremental'), { current })).current
      }
      const rows = batches.flat()
      expect(await tableOf(current)).toEqual(expected(rows))
      const whole = await folder.stage(orders(await folder.put('whole.csv', csv(rows)), 'full'))
      expect(await tableOf(whole.current)).toEqual(expected(rows))
    }),
    { numRuns: 25 }
  )
}, 60_000)

it('keys that lie in several partitions are mentioned with their number', async () => {
  const rows = [
    { id: 1, month: 1, amount: 5 },
    { id: 1, month: 2, amount: 6 },
    { id: 2, month: 2, amount: 7 }
  ]
  const loaded = await folder.stage(orders(await folder.put('a.csv', csv(rows)), 'full'))
  expect(loaded.staged.notes).toEqual([{ code: 'key.partitions', column: null, count: 1 }])
  expect(loaded.staged).toMatchObject({ rowsWritten: 3, rowsSuperseded: 0 })
})
