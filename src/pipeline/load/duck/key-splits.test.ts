import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CurrentTable } from '../worker-api'
import { readParquet } from './testing/read-parquet'
import { WorkFolder, type Loaded, type SpecDraft } from './testing/work-folder'

let folder: WorkFolder
let sources = 0

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

/** `place`: its number over all rows, which tells rows and files apart. `rev`: what latestBy compares, where it is used. */
interface Order {
  id: number
  month: number
  rev: number | null
  place: number
}

type Mode = 'incremental' | 'full' | 'append'
const months = [1, 2, 3]
const label = (month: number): string => `2023-0${month}`
const textOf = ({ id, month, rev, place }: Order): string => `${id},${label(month)}-05,${rev ?? ''},${place}`

const orders = (location: string, mode: Mode, latest: boolean): SpecDraft => ({
  source: { location, pattern: '*.csv', format: 'csv' },
  columns: [
    { name: 'id', source: { header: 'id' }, type: 'integer' },
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'rev', source: { header: 'rev' }, type: 'integer' },
    { name: 'place', source: { header: 'place' }, type: 'integer' }
  ],
  primaryKey: ['id'],
  ...(latest ? { latestBy: 'rev' } : {}),
  partition: { columns: ['date'], grain: 'month' },
  mode
})

/** Plain code: the row of each key in each month that no later or newer one replaced. */
function winners(rows: readonly Order[], latest: boolean): Order[] {
  const best = new Map<string, Order>()
  for (const row of rows) {
    const key = `${row.month} ${row.id}`
    const there = best.get(key)
    const older = latest && there !== undefined && (there.rev ?? -1) > (row.rev ?? -1)
    if (!older) best.set(key, row)
  }
  return [...best.values()]
}

const repeats = (rows: readonly Order[]): boolean => winners(rows, false).length < rows.length
const written = (rows: readonly Order[]): string[] => rows.map(textOf).sort()

async function tableOf(current: CurrentTable | undefined): Promise<string[]> {
  const rows = await readParquet((current?.partitions ?? []).flatMap(({ files }) => files))
  const read = rows.map(({ id, date, rev, place }) => ({
    id: Number(id),
    month: (date as Date).getUTCMonth() + 1,
    rev: rev === null ? null : Number(rev),
    place: Number(place)
  }))
  return written(read)
}

/** A folder with the rows in files of at most `size`. */
async function put(rows: readonly Order[], size: number): Promise<string> {
  const name = `source-${++sources}`
  for (let from = 0; from === 0 || from < rows.length; from += size) {
    const lines = ['id,date,rev,place', ...rows.slice(from, from + size).map(textOf)]
    await folder.put(`${name}/${String(from).padStart(3, '0')}.csv`, `${lines.join('\n')}\n`)
  }
  return join(folder.root, name)
}

function expectCounts({ staged }: Loaded, rows: number): void {
  const { rowsRead, rowsWritten, rowsQuarantined, rowsSuperseded } = staged
  expect(rowsRead).toBe(rows)
  expect(rowsWritten + rowsQuarantined + rowsSuperseded).toBe(rows)
}

const numbered = (loads: Omit<Order, 'place'>[][]): Order[][] => {
  let place = 0
  return loads.map((load) => load.map((row) => ({ ...row, place: place++ })))
}

const row = fc.record({
  id: fc.integer({ min: 1, max: 3 }),
  month: fc.constantFrom(...months),
  rev: fc.option(fc.integer({ min: 1, max: 3 }))
})
const someLoads = fc.array(fc.array(row, { minLength: 2, maxLength: 5 }), { minLength: 2, maxLength: 3 }).map(numbered)
const fileSize = fc.integer({ min: 1, max: 6 })

it('incremental: the table is the same however rows are split over loads and files', async () => {
  await fc.assert(
    fc.asyncProperty(someLoads, fileSize, fc.boolean(), async (loads, size, latest) => {
      let current: CurrentTable | undefined
      for (const rows of loads) {
        const loaded = await folder.stage(orders(await put(rows, size), 'incremental', latest), { current })
        expectCounts(loaded, rows.length)
        current = loaded.current
      }
      expect(await tableOf(current)).toEqual(written(winners(loads.flat(), latest)))
    }),
    { numRuns: 6 }
  )
}, 60_000)

it('full and incremental: month by month, in any order, gives what one load of everything gives', async () => {
  const order = fc.shuffledSubarray(months, { minLength: months.length })
  const mode = fc.constantFrom('full' as const, 'incremental' as const)
  await fc.assert(
    fc.asyncProperty(someLoads, fileSize, fc.boolean(), order, mode, async (loads, size, latest, turns, how) => {
      const rows = loads.flat()
      const spec = orders(await put(rows, size), how, latest)
      const whole = await folder.stage(spec)
      expectCounts(whole, rows.length)
      let current: CurrentTable | undefined
      for (const month of turns) {
        const loaded = await folder.stage(spec, { current, from: label(month), to: label(month) })
        expectCounts(loaded, rows.filter((one) => one.month === month).length)
        current = loaded.current
      }
      const expected = written(winners(rows, latest))
      expect(await tableOf(whole.current)).toEqual(expected)
      expect(await tableOf(current)).toEqual(expected)
    }),
    { numRuns: 4 }
  )
}, 60_000)

it('append: a load is refused where it repeats a key of its own month, and only then, however rows are split', async () => {
  await fc.assert(
    fc.asyncProperty(someLoads, fileSize, async (loads, size) => {
      let current: CurrentTable | undefined
      let kept: Order[] = []
      for (const rows of loads) {
        const load = folder.stage(orders(await put(rows, size), 'append', false), { current })
        if (repeats([...kept, ...rows])) {
          await expect(load).rejects.toMatchObject({ code: 'load.duplicate_keys' })
          continue
        }
        const loaded = await load
        expectCounts(loaded, rows.length)
        current = loaded.current
        kept = [...kept, ...rows]
      }
      expect(await tableOf(current)).toEqual(written(kept))
    }),
    { numRuns: 6 }
  )
}, 60_000)

it('append: month by month, a month is refused for its own repeated keys and no other', async () => {
  await fc.assert(
    fc.asyncProperty(someLoads, fileSize, async (loads, size) => {
      const rows = loads.flat()
      const spec = orders(await put(rows, size), 'append', false)
      let current: CurrentTable | undefined
      const good = months.map((month) => rows.filter((one) => one.month === month)).filter((own) => !repeats(own))
      for (const month of months) {
        const load = folder.stage(spec, { current, from: label(month), to: label(month) })
        if (good.some(([first]) => first?.month === month) || rows.every((one) => one.month !== month))
          current = (await load).current
        else await expect(load).rejects.toMatchObject({ code: 'load.duplicate_keys' })
      }
      expect(await tableOf(current)).toEqual(written(good.flat()))
    }),
    { numRuns: 4 }
  )
}, 60_000)
