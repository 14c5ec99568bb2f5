import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableSchema } from '../src/pipeline/lake/types'
import { createDuckWorker } from '../src/pipeline/load/duck'
import { benchFolder, t10File } from './data'
import type { Benchmark } from './harness'
import { bareDuck } from './load-contest'
import { quiet } from './quiet'

const ROWS = 200

/** The first rows of a day of 1.4 M ticks, as columns ready for the wire, against bare DuckDB's rows. */
export const p31: Benchmark = {
  id: 'P31',
  title: 'first 200 rows of a partition of 1,428,571 rows',
  bar: '≤ 150 ms',
  prepare: async () => {
    const folder = await benchFolder('p31')
    const duck = await bareDuck(join(folder, 'spill'))
    const path = join(folder, 'day.parquet')
    await duck.run(`COPY (FROM read_parquet('${await t10File()}') LIMIT 1428571) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`)
    const worker = await createDuckWorker()
    const seen = { ours: '', peer: '' }
    return {
      ours: async () => {
        const page = await worker.preview({ files: [path], schema, limit: ROWS }, quiet())
        const tickers = new TextDecoder().decode(page.buffers[4])
        seen.ours = `${page.rows} ${tickers}`
      },
      peer: async () => {
        const result = await duck.runAndReadAll(`SELECT * FROM read_parquet('${path}') LIMIT ${ROWS}`)
        const tickers = (result.getColumnsJson()[1] ?? []) as string[]
        seen.peer = `${tickers.length} ${tickers.join('')}`
      },
      fingerprint: (side) => Promise.resolve(seen[side]),
      clear: () => Promise.resolve(),
      dispose: async () => {
        duck.closeSync()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

const column = (name: string, type: string) => ({ name, physical: name, type, nullable: true })
const schema: TableSchema = {
  partitioned: true,
  columns: [
    column('ts', 'timestamp'),
    column('ticker', 'text'),
    column('price', 'decimal(18,2)'),
    column('volume', 'integer'),
    column('user_id', 'integer')
  ]
}
