import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { DatasetSpecInput } from '../src/pipeline/contract'
import { benchFolder, dataFile } from './data'
import { syncTree } from './disk'
import type { Benchmark } from './harness'
import { openLake, type BenchLake } from './lake-engine'
import { bareDuck } from './load-contest'

const tables = ['kor_close', 'code_monthly', 'market_daily'] as const
const range = { name: 'kor_close', from: '2018-11', to: '2021-11' }

/** Of each code and month, and of each day. */
const marts = {
  code_monthly: `SELECT CAST(date_trunc('month', date) AS DATE) AS month, code, count(*) AS days, min(close) AS low, max(close) AS high, max_by(close, date) AS last FROM kor_close GROUP BY ALL`,
  market_daily: `SELECT date, count(*) AS codes, CAST(sum(close) AS BIGINT) AS total, max(close) AS high FROM kor_close GROUP BY ALL`
}
const dateOf = { kor_close: 'date', code_monthly: 'month', market_daily: 'date' }
const checks = { kor_close: 'close', code_monthly: 'last + low + high', market_daily: 'total + codes' }

/** 37 months of 1.6 M closes and two marts of them, planned, checked, digested and committed, against a script of one DuckDB. */
export const p10: Benchmark = {
  id: 'P10',
  title: 'backfill 37 months of kor_close and 2 marts of them; peer: a bare DuckDB script',
  bar: '≤ 2.0×',
  prepare: async () => {
    const folder = await benchFolder('p10')
    const bare = await bareDuck(join(folder, 'spill'))
    const peer = join(folder, 'peer')
    let round = 0
    const small = join(folder, 'small.csv')
    await writeFile(small, 'code,close\nA,1\n')
    const open = async (): Promise<BenchLake> => {
      const opened = await openLake(join(folder, `lake-${round}`), [...specs, smallSpec(small)])
      // An engine at work has its processes, as the peer has its DuckDB: they start with the first load, whatever it is.
      await opened.backfill({ name: 'small' })
      return opened
    }
    let lake = await open()
    return {
      ours: async () => {
        await lake.backfill(range)
      },
      peer: () => script(bare, peer),
      fingerprint: (side) => fingerprintOf(bare, (name) => (side === 'ours' ? lake.table(name) : join(peer, name))),
      clear: async (side) => {
        if (side === 'peer') return rm(peer, { recursive: true, force: true })
        if (side === 'floor') return
        await lake.close()
        await rm(join(folder, `lake-${round}`), { recursive: true, force: true })
        round += 1
        lake = await open()
      },
      dispose: async () => {
        await lake.close()
        bare.closeSync()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

const martSpec = (name: keyof typeof marts): DatasetSpecInput => ({
  ...{ format: 1, name, columns: [], derive: { sql: marts[name] } },
  partition: { columns: [dateOf[name]], grain: 'month' }
})

const smallSpec = (location: string): DatasetSpecInput => ({
  ...{ format: 1, name: 'small', source: { location, format: 'csv' } },
  columns: [
    { name: 'code', source: { header: 'code' }, type: 'text' },
    { name: 'close', source: { header: 'close' }, type: 'integer' }
  ]
})

const specs: readonly DatasetSpecInput[] = [
  {
    ...{ format: 1, name: 'kor_close', source: { location: dataFile('stocks/kor_close_2018-11_2021-11.csv.gz'), format: 'csv' } },
    columns: [
      { name: 'code', source: { header: 'code' }, type: 'text', nullable: false },
      { name: 'date', source: { header: 'date' }, type: 'date', nullable: false },
      { name: 'close', source: { header: 'close' }, type: 'integer' }
    ],
    partition: { columns: ['date'], grain: 'month' }
  },
  martSpec('code_monthly'),
  martSpec('market_daily')
]

/** The same reads and writes: typed rows by month, then the marts from what was written, all synced. */
async function script(duck: DuckDBConnection, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const source = `read_csv('${dataFile('stocks/kor_close_2018-11_2021-11.csv.gz')}', columns = {code: 'VARCHAR', date: 'DATE', close: 'BIGINT'})`
  await syncTree(await write(duck, folder, 'kor_close', source))
  await duck.run(`CREATE OR REPLACE VIEW kor_close AS SELECT * EXCLUDE dt FROM '${folder}/kor_close/**/*.parquet'`)
  for (const name of ['code_monthly', 'market_daily'] as const)
    await syncTree(await write(duck, folder, name, `(${marts[name]})`))
}

async function write(duck: DuckDBConnection, folder: string, name: keyof typeof dateOf, rows: string): Promise<string> {
  const target = join(folder, name)
  const copied = `SELECT *, strftime(${dateOf[name]}, '%Y-%m') AS dt FROM ${rows}`
  await duck.run(`COPY (${copied}) TO '${target}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (dt))`)
  return target
}

async function fingerprintOf(duck: DuckDBConnection, folderOf: (name: keyof typeof dateOf) => string): Promise<string> {
  const found: unknown[] = []
  for (const name of tables) {
    const files = `read_parquet('${folderOf(name)}/**/dt=*/*.parquet', hive_partitioning = true, hive_types_autocast = false)`
    const rows = await duck.runAndReadAll(
      `SELECT dt, count(*) AS rows, CAST(sum(${checks[name]}) AS VARCHAR) AS sum FROM ${files} GROUP BY dt ORDER BY dt`
    )
    found.push(rows.getRowsJson())
  }
  return JSON.stringify(found)
}
