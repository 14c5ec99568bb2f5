import { sourcedSpec } from '../src/pipeline/contract'
import { benchFolder, dataFile } from './data'
import type { Benchmark } from './harness'
import { loadContest } from './load-contest'

/** 1,566,585 daily closes from csv.gz into 37 months. The peer reads the same types and copies; it checks and commits nothing. */
export const p1: Benchmark = {
  id: 'P1',
  title: 'load kor_close: csv.gz → 37 partitions, typed, deduplicated, digested, synced, committed',
  bar: '≤ 2.0×, ≤ 1 GB',
  prepare: async () => {
    const location = dataFile('stocks/kor_close_2018-11_2021-11.csv.gz')
    const column = (name: string, type: string) => ({ name, type, source: { header: name } })
    const spec = sourcedSpec.parse({
      format: 1,
      name: 'kor_close',
      source: { location, format: 'csv' },
      columns: [column('code', 'text'), column('date', 'date'), column('close', 'integer')],
      primaryKey: ['code', 'date'],
      partition: { columns: ['date'], grain: 'month' }
    })
    const types = "{'code': 'VARCHAR', 'date': 'DATE', 'close': 'BIGINT'}"
    const select = `SELECT *, strftime(date, '%Y-%m') AS dt FROM read_csv('${location}', header = true, columns = ${types})`
    return loadContest(await benchFolder('p1'), { spec, select, checksum: 'hash(code, date, close)' })
  }
}
