import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetSpecInput } from '../../../contract'
import { MemoryVault } from '../../../connect/memory-vault'
import type { Mariadb, TestDatabase } from '../../../connect/testing/mariadb'
import type { EngineHost } from '../../ports'
import { nodeHost } from '../../testing/node-host'
import { newWorkspace } from '../../testing/open-engine'
import { readRows, replayLog } from '../../testing/read-table'
import type { Workspace } from '../../workspace'

/** Days of Seoul on which the table below has rows. */
export const DAYS = ['2026-01-05', '2026-01-06', '2026-01-07']

/** So many rows an hour apart, from the first moment of those days on; `at` is an instant. */
export const ordersTable = (rows = 72): string[] => [
  'CREATE TABLE orders (id BIGINT PRIMARY KEY, at TIMESTAMP(3) NOT NULL, amount DECIMAL(18,2), memo VARCHAR(40), KEY (at))',
  "SET time_zone = '+09:00'",
  `INSERT INTO orders SELECT seq, '2026-01-05' + INTERVAL ((seq - 1) % 72) HOUR, seq * 1.25, IF(seq % 3 = 0, NULL, CONCAT('주문 ', seq)) FROM seq_1_to_${rows}`
]

export const ordersSpec = (
  collect: Record<string, unknown> = { by: 'at' },
  extra: Partial<DatasetSpecInput> = {}
): DatasetSpecInput => ({
  ...{ format: 1, name: 'orders', zone: 'Asia/Seoul' },
  collect: { kind: 'table', connection: 'shop', table: 'orders', chunkRows: 100, ...collect },
  columns: [
    { name: 'id', source: { header: 'id' }, type: 'integer' },
    { name: 'at', source: { header: 'at' }, type: 'timestamp' },
    { name: 'amount', source: { header: 'amount' }, type: 'decimal(18,2)' },
    { name: 'memo', source: { header: 'memo' }, type: 'text' }
  ],
  primaryKey: ['id'],
  partition: { columns: ['at'], grain: 'day' },
  runs: { concurrency: 1 },
  ...extra
})

/** A workspace with the dataset and its connection. */
export async function ordersWorkspace(server: Mariadb, { name }: TestDatabase, spec = ordersSpec()): Promise<Workspace> {
  const { workspace } = await newWorkspace(() => [spec])
  const target = { kind: 'mysql', host: server.host, port: server.port, user: name, database: name }
  await mkdir(join(workspace.root, 'connections'), { recursive: true })
  const connection = { format: 1, name: 'shop', target, secrets: ['password'] }
  await writeFile(join(workspace.root, 'connections', 'shop.connection.json'), JSON.stringify(connection))
  return workspace
}

/** A host that knows the password. */
export function hostWithPassword(worker: string): EngineHost {
  const secrets = new MemoryVault()
  void secrets.set('default/shop/password', 'pw-of-test')
  return { ...nodeHost(worker).host, secrets }
}

type Row = (string | null)[]

const byId = (rows: Row[]): Row[] => rows.sort(([a], [b]) => Number(a) - Number(b))

/** Number, instant, amount and memo as plain code reads them from the lake. */
export async function rowsInLake({ lake }: Workspace): Promise<Row[]> {
  const table = join(lake, 'orders')
  const { files } = await replayLog(table)
  const rows = (await readRows(table, files)) as { id: bigint; at: Date; amount: number; memo: string | null }[]
  return byId(rows.map(({ id, at, amount, memo }) => [String(id), at.toISOString(), amount.toFixed(2), memo ?? null]))
}

/** The same as the server tells them. */
export async function rowsOfServer(database: TestDatabase, where = 'TRUE'): Promise<Row[]> {
  const moment = "CONCAT(DATE_FORMAT(at, '%Y-%m-%dT%H:%i:%s'), '.', LEFT(DATE_FORMAT(at, '%f'), 3), 'Z')"
  return byId(await database.sql("SET time_zone = '+00:00'", `SELECT id, ${moment}, amount, memo FROM orders WHERE ${where}`))
}
