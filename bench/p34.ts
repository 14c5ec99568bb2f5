import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createConnection } from 'mysql2'
import { mariadbMissing, startMariadb, type Mariadb, type TestDatabase } from '../src/pipeline/connect/testing/mariadb'
import type { DatasetSpecInput } from '../src/pipeline/contract'
import { benchFolder } from './data'
import type { Benchmark } from './harness'
import { openLake } from './lake-engine'
import { bareDuck } from './load-contest'

const ROWS = 1_000_000
const DAYS = 5
const FIRST = '2026-01-05'
const LAST = '2026-01-09'

/** The whole way: asked by day, kept raw, typed, checked and committed; against mysql2 that streams the table's rows and counts them. */
export const p34: Benchmark = {
  id: 'P34',
  title: `a table of ${ROWS.toLocaleString('en-US')} rows from MariaDB into the lake, ${DAYS} days; peer: mysql2 streaming that only counts`,
  bar: '≤ 2.0×',
  missing: () => Promise.resolve(mariadbMissing()),
  prepare: async () => {
    const folder = await benchFolder('p34')
    const server = await startMariadb(['--innodb-buffer-pool-size=512M'])
    const db = await makeTable(server)
    const lake = await openLake(folder, [])
    await declareConnection(folder, server, db.name)
    let round = 0
    let counted = 0
    return {
      ours: async () => {
        round += 1
        await lake.save(ticks(round))
        await lake.backfill({ name: `ticks_${round}`, from: FIRST, to: LAST })
      },
      peer: async () => {
        counted = await count(server, db.name)
      },
      fingerprint: async (side) => `${side === 'ours' ? await storedRows(folder, lake.table(`ticks_${round}`)) : counted} rows`,
      clear: () => Promise.resolve(),
      dispose: async () => {
        await lake.close()
        await server.stop()
        await rm(folder, { recursive: true, force: true })
      }
    }
  }
}

const columns = [
  ['day', 'date'],
  ['code', 'text'],
  ['n', 'integer'],
  ['at', 'datetime'],
  ['price', 'decimal(18,4)'],
  ['volume', 'integer'],
  ['side', 'text'],
  ['memo', 'text']
] as const

const ticks = (round: number): DatasetSpecInput => ({
  ...{ format: 1, name: `ticks_${round}`, mode: 'incremental', primaryKey: ['day', 'code', 'n'] },
  collect: { kind: 'table', connection: 'bench-db', table: 'ticks', by: 'day' },
  columns: columns.map(([name, type]) => ({ name, type, source: { header: name } })),
  partition: { columns: ['day'], grain: 'day' }
})

async function storedRows(folder: string, table: string): Promise<number> {
  const duck = await bareDuck(join(folder, 'spill'))
  const read = await duck.runAndReadAll(`SELECT CAST(count(*) AS INTEGER) FROM read_parquet('${table}/**/*.parquet')`)
  duck.closeSync()
  return Number(read.value(0, 0))
}

async function makeTable(server: Mariadb): Promise<TestDatabase> {
  const db = await server.database()
  await db.sql(
    'CREATE TABLE ticks (day DATE, code CHAR(6), n INT, at DATETIME(3), price DECIMAL(18,4), volume BIGINT, ' +
      "side ENUM('buy','sell'), memo VARCHAR(100), PRIMARY KEY (day, code, n))",
    `INSERT INTO ticks SELECT '${FIRST}' + INTERVAL (seq % ${DAYS}) DAY, LPAD(seq % 2500, 6, '0'), seq, ` +
      `'${FIRST} 09:00:00' + INTERVAL (seq % ${DAYS}) DAY + INTERVAL seq * 20000 MICROSECOND, seq * 1.37, seq * 7, 1 + seq % 2, ` +
      `IF(seq % 10 = 0, NULL, CONCAT('주문 ', seq)) FROM seq_1_to_${ROWS}`,
    'ANALYZE TABLE ticks'
  )
  await server.admin(`CREATE USER 'reader_${db.name}'@'%'`)
  await server.admin(`GRANT SELECT ON \`${db.name}\`.* TO 'reader_${db.name}'@'%'`)
  return db
}

async function declareConnection(folder: string, { host, port }: Mariadb, database: string): Promise<void> {
  const connections = join(folder, 'ws', 'connections')
  await mkdir(connections, { recursive: true })
  const target = { kind: 'mysql', host, port, user: `reader_${database}`, database }
  await writeFile(join(connections, 'bench-db.connection.json'), JSON.stringify({ format: 1, name: 'bench-db', target }))
}

/** Rows of the table as mysql2 makes them, one after the other. */
function count({ host, port, user, password }: Mariadb, database: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const connection = createConnection({ host, port, user, password, database })
    let rows = 0
    const query = connection.query('SELECT * FROM ticks')
    query.on('error', reject)
    query.on('result', () => (rows += 1))
    query.on('end', () => {
      connection.destroy()
      resolve(rows)
    })
  })
}
