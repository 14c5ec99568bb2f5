import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createConnection, type Connection } from 'mysql2/promise'
import { connectionTo, mariadbMissing, startMariadb, type TestDatabase } from '../src/pipeline/connect/testing/mariadb'
import { createDeliverWorker } from '../src/pipeline/deliver'
import type { TableSchema } from '../src/pipeline/lake/types'
import { benchFolder } from './data'
import type { Benchmark } from './harness'
import { bareDuck } from './load-contest'
import { quiet } from './quiet'

const ROWS = 1_000_000
const BATCH = 1_000
const DT = '2024-03'

const schema: TableSchema = {
  partitioned: true,
  columns: [
    { name: 'date', physical: 'date', type: 'date', nullable: false },
    { name: 'code', physical: 'code', type: 'text', nullable: false },
    { name: 'close', physical: 'close', type: 'decimal(18,2)', nullable: true },
    { name: 'volume', physical: 'volume', type: 'integer', nullable: true },
    { name: 'ratio', physical: 'ratio', type: 'float', nullable: true }
  ]
}

/** A month of a mart into MariaDB: with versions, digests and the comparison of what was sent with what is there, against none of that. */
export const p35: Benchmark = {
  id: 'P35',
  title: 'deliver a mart of 1,000,000 rows to MariaDB; peer: batched upserts by hand with mysql2',
  bar: '≤ 1.25×',
  missing: () => Promise.resolve(mariadbMissing()),
  prepare: async () => {
    const folder = await benchFolder('p35')
    const file = join(folder, 'mart.parquet')
    await writeMart(folder, file)
    const server = await startMariadb()
    const database = await server.database()
    const by = connectionTo(server, database.name, 'pw-of-test', database.name)
    const { host, port, user, password } = server
    const connection = await createConnection({ host, port, user, password, database: database.name, charset: 'utf8mb4' })
    const worker = createDeliverWorker()
    const request = (files: string[]) => ({
      ...{ dataset: 'mart', connection: by, table: 'mart', schema, key: ['date', 'code'], run: 'bench' },
      ...{ owner: 'bench', lake: 'mart' },
      partitions: [{ dt: DT, version: 1, digest: undefined, files }],
      ...{ whole: false, again: true, scratch: join(folder, 'scratch') }
    })
    await worker.deliver(request([]), quiet())
    await database.sql('CREATE TABLE peer LIKE mart')
    return {
      ours: async () => {
        const { failed } = await worker.deliver(request([file]), quiet())
        if (failed[0] !== undefined) throw new Error(failed[0].error.message)
      },
      peer: () => byHand(connection, folder, file),
      fingerprint: (side) => contentOf(database, side === 'ours' ? 'mart' : 'peer'),
      clear: async (side) => {
        await database.sql(`TRUNCATE ${side === 'ours' ? 'mart' : 'peer'}`)
      },
      dispose: async () => {
        await connection.end()
        await server.stop()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

/** Rows as DuckDB gives them, sent as mysql2 writes them, in one transaction. */
async function byHand(connection: Connection, folder: string, file: string): Promise<void> {
  const duck = await bareDuck(join(folder, 'spill'))
  const result = await duck.stream(
    `SELECT CAST(date AS VARCHAR), code, CAST(close AS VARCHAR), CAST(volume AS VARCHAR), ratio, '${DT}' FROM '${file}'`
  )
  const upsert =
    'INSERT INTO peer (date, code, close, volume, ratio, dt) VALUES ? ' +
    'ON DUPLICATE KEY UPDATE close = VALUES(close), volume = VALUES(volume), ratio = VALUES(ratio)'
  await connection.beginTransaction()
  let batch: unknown[][] = []
  for await (const rows of result.yieldRowsJs()) {
    for (const row of rows) {
      if (batch.push(row) < BATCH) continue
      await connection.query(upsert, [batch])
      batch = []
    }
  }
  if (batch.length > 0) await connection.query(upsert, [batch])
  await connection.commit()
  duck.closeSync()
}

async function contentOf(database: TestDatabase, table: string): Promise<string> {
  const [row] = await database.sql(
    `SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', dt, date, code, close, volume, ratio))), SUM(close), SUM(volume), SUM(ratio) FROM ${table}`
  )
  return JSON.stringify(row)
}

async function writeMart(folder: string, path: string): Promise<void> {
  const duck = await bareDuck(join(folder, 'spill'))
  await duck.run(
    `COPY (SELECT DATE '${DT}-01' + CAST(i // 50000 AS INTEGER) AS date, printf('%06d', i % 50000) AS code, ` +
      `CAST(50000 + hash(i) % 10000000 / 100 AS DECIMAL(18,2)) AS close, ` +
      `CAST(hash(i + 3) % 100000 AS BIGINT) AS volume, (hash(i + 5) % 1000003) / 7.0 AS ratio FROM range(${ROWS}) AS rows(i)) ` +
      `TO '${path}' (FORMAT parquet, COMPRESSION zstd)`
  )
  duck.closeSync()
}
