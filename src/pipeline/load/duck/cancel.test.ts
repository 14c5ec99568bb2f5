import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WorkProgress } from '../worker-api'
import { stage } from './stage'
import { WorkFolder } from './testing/work-folder'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

const ROWS = 2_000_000

async function bigLoad() {
  const lines = Array.from(
    { length: ROWS },
    (_, index) => `${index % 5000},2020-01-${String(1 + (index % 28)).padStart(2, '0')},${index}.25`
  )
  const location = await folder.put('a.csv', `code,day,price\n${lines.join('\n')}\n`)
  const request = folder.request({
    source: { location, format: 'csv' },
    columns: [
      { name: 'code', source: { header: 'code' }, type: 'text' },
      { name: 'day', source: { header: 'day' }, type: 'date' },
      { name: 'price', source: { header: 'price' }, type: 'decimal(18,2)' }
    ],
    primaryKey: ['code', 'day', 'price'],
    partition: { columns: ['day'], grain: 'day' }
  })
  await mkdir(request.scratch, { recursive: true })
  await mkdir(request.staging, { recursive: true })
  return request
}

it('tells how far it is, never backwards, and stops within 2 s in whichever phase it is cancelled', async () => {
  const request = await bigLoad()
  const seen: WorkProgress[] = []
  const whole = await stage(request, { signal: new AbortController().signal, progress: (update) => seen.push(update) })
  expect(whole.rowsWritten).toBe(ROWS)
  const fractions = seen.flatMap(({ fraction }) => (fraction === undefined ? [] : [fraction]))
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
  const phases = [...new Set(seen.map(({ phase }) => phase))]
  expect(phases).toEqual(expect.arrayContaining(['fetching', 'reading', 'typing', 'merging', 'hashing', 'writing']))
  for (const phase of phases) {
    const stop = new AbortController()
    let cancelledAt = 0
    const scratch = join(folder.root, `cancel-${phase}`)
    await mkdir(scratch)
    const progress = (update: WorkProgress): void => {
      if (update.phase !== phase || cancelledAt > 0) return
      cancelledAt = performance.now()
      stop.abort()
    }
    await expect(stage({ ...request, scratch }, { signal: stop.signal, progress })).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - cancelledAt).toBeLessThan(2000)
  }
  expect((await readdir(request.staging)).every((name) => /^dt=|^quarantine$/.test(name))).toBe(true)
}, 120_000)
