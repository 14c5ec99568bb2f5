import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bareDuck } from './load-contest'

/** A fresh folder for one benchmark. */
export const benchFolder = (id: string): Promise<string> => mkdtemp(join(tmpdir(), `penstock-bench-${id}-`))

/** The real input beside the checkout, or where PENSTOCK_DATA says. */
export const dataFile = (name: string): string => resolve(process.env.PENSTOCK_DATA ?? '../shared/data', name)

export const T10_ROWS = 10_000_000

/** T10: 10 M seeded ticks over 7 days (KST) of 2,500 tickers in one Parquet file; made once and kept in the cache. */
export async function t10File(): Promise<string> {
  const folder = resolve('.cache/bench-data')
  const path = join(folder, 't10.parquet')
  if (existsSync(path)) return path
  await mkdir(folder, { recursive: true })
  const duck = await bareDuck(join(folder, 'spill'))
  const every = (7 * 86_400_000_000) / T10_ROWS
  await duck.run(
    `COPY (SELECT make_timestamptz(1767538800000000 + CAST(i * ${every} AS BIGINT)) AS ts, printf('%06d', hash(i) % 2500 * 10) AS ticker, ` +
      `CAST(50000 + hash(i + 7) % 100000 AS DECIMAL(18,2)) AS price, CAST(hash(i + 3) % 1000 AS BIGINT) AS volume, ` +
      `CAST(hash(i + 9) % 1000000 AS BIGINT) AS user_id FROM range(${T10_ROWS}) AS ticks(i)) TO '${path}.tmp' (FORMAT parquet, COMPRESSION zstd)`
  )
  duck.closeSync()
  await rename(`${path}.tmp`, path)
  return path
}
