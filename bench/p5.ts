import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetSpecInput } from '../src/pipeline/contract'
import { benchFolder } from './data'
import type { Benchmark } from './harness'
import { openLake } from './lake-engine'
import { bareDuck } from './load-contest'

const ROWS = 1_000_000
const MONTH = '2024-03'

/** A partition that is made again from the same file, against its first load; both by plan, run, history and proof of no change. */
export const p5: Benchmark = {
  id: 'P5',
  title: 'run an unchanged month of 1,000,000 rows again; peer: its first load',
  bar: '≤ 0.8×, no commit',
  prepare: async () => {
    const folder = await benchFolder('p5')
    const source = join(folder, 'prices.csv')
    await writeSource(folder, source)
    const lake = await openLake(folder, [specOf('again', source), specOf('first_0', source)])
    await lake.backfill({ name: 'again', from: MONTH, to: MONTH })
    const seen = { ours: '', peer: '' }
    let loads = 0
    return {
      ours: async () => {
        const { partitions } = await lake.backfill({ name: 'again', from: MONTH, to: MONTH }, 'all')
        seen.ours = `${partitions.map(({ digestAfter }) => digestAfter).join()} at version ${await lake.version('again')}`
      },
      peer: async () => {
        const name = `first_${loads}`
        const { partitions } = await lake.backfill({ name, from: MONTH, to: MONTH })
        seen.peer = `${partitions.map(({ digestAfter }) => digestAfter).join()} at version ${await lake.version(name)}`
      },
      fingerprint: (side) => Promise.resolve(seen[side]),
      clear: async (side) => {
        if (side !== 'peer') return
        loads += 1
        await lake.save(specOf(`first_${loads}`, source))
      },
      dispose: async () => {
        await lake.close()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

const specOf = (name: string, location: string): DatasetSpecInput => ({
  ...{ format: 1, name, source: { location, format: 'csv' } },
  columns: [
    { name: 'code', source: { header: 'code' }, type: 'text', nullable: false },
    { name: 'date', source: { header: 'date' }, type: 'date', nullable: false },
    { name: 'price', source: { header: 'price' }, type: 'decimal(18,2)' },
    { name: 'volume', source: { header: 'volume' }, type: 'integer' }
  ],
  primaryKey: ['code', 'date'],
  partition: { columns: ['date'], grain: 'month' },
  sort: ['code', 'date']
})

async function writeSource(folder: string, path: string): Promise<void> {
  const duck = await bareDuck(join(folder, 'spill'))
  await duck.run(
    `COPY (SELECT printf('%06d', i // 20) AS code, DATE '${MONTH}-01' + CAST(i % 20 AS INTEGER) AS date, ` +
      `CAST(50000 + hash(i) % 100000 AS DECIMAL(18,2)) AS price, CAST(hash(i + 3) % 100000 AS BIGINT) AS volume ` +
      `FROM range(${ROWS}) AS rows(i)) TO '${path}' (FORMAT csv, HEADER)`
  )
  duck.closeSync()
}
