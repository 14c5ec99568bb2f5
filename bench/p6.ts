import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { digestSum } from '../src/pipeline/load/duck/digest-sql'
import { benchFolder, t10File } from './data'
import type { Benchmark } from './harness'
import { bareDuck } from './load-contest'

const columns = [
  { physical: 'ts', type: 'timestamp' },
  { physical: 'ticker', type: 'text' },
  { physical: 'price', type: 'decimal(18,2)' },
  { physical: 'volume', type: 'integer' },
  { physical: 'user_id', type: 'integer' }
]

/** Our digest, which knows columns by name and is blind to added nulls, against the plain sum of DuckDB's row hash; both from a table. */
export const p6: Benchmark = {
  id: 'P6',
  title: 'digest of 10 M rows of 5 columns in a DuckDB table',
  bar: '≤ 1.3× proposed',
  prepare: async () => {
    const folder = await benchFolder('p6')
    const duck = await bareDuck(join(folder, 'spill'))
    await duck.run(
      `ATTACH '${join(folder, 't10.duckdb')}' AS work; USE work; CREATE TABLE t10 AS FROM read_parquet('${await t10File()}')`
    )
    const answers = { ours: '', peer: '' }
    const session = { rows: async (sql: string) => (await duck.runAndReadAll(sql)).getRowObjectsJson() }
    const own = await digestSum(session, columns)
    const ask = async (side: keyof typeof answers, sum: string): Promise<void> => {
      const result = await duck.runAndReadAll(`SELECT count(*) AS rows, ${sum} AS sum FROM t10`)
      answers[side] = JSON.stringify(result.getRowsJson()[0]?.[0])
    }
    return {
      ours: () => ask('ours', own),
      peer: () => ask('peer', 'CAST(sum(hash(ts, ticker, price, volume, user_id)) AS VARCHAR)'),
      // Two hashes of the same rows: only the number of rows can be compared.
      fingerprint: (side) => Promise.resolve(answers[side]),
      clear: () => Promise.resolve(),
      dispose: async () => {
        duck.closeSync()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}
