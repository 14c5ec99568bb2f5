import { sourcedSpec } from '../src/pipeline/contract'
import { benchFolder, t10File } from './data'
import type { Benchmark } from './harness'
import { loadContest } from './load-contest'

/** 10 M ticks from Parquet into 7 days of Seoul. */
export const p2: Benchmark = {
  id: 'P2',
  title: 'load T10: 10 M ticks from Parquet → 7 daily partitions, zstd',
  bar: '≤ 2.0×, ≤ 1 GB',
  prepare: async () => {
    const location = await t10File()
    const column = (name: string, type: string) => ({ name, type, source: { header: name } })
    const spec = sourcedSpec.parse({
      format: 1,
      name: 't10',
      source: { location, format: 'parquet' },
      columns: [
        column('ts', 'timestamp'),
        column('ticker', 'text'),
        column('price', 'decimal(18,2)'),
        column('volume', 'integer'),
        column('user_id', 'integer')
      ],
      partition: { columns: ['ts'], grain: 'day' }
    })
    const day = 'CAST(make_timestamp(epoch_us(ts) + 32400000000) AS DATE)'
    const select = `SELECT *, ${day} AS dt FROM read_parquet('${location}')`
    return loadContest(await benchFolder('p2'), { spec, select, checksum: 'hash(ts, ticker, price, volume, user_id)' })
  }
}
