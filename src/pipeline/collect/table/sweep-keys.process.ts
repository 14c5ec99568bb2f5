import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tableCollect } from '../../contract'
import { mariadbMissing, startMariadb, type Mariadb } from '../../connect/testing/mariadb'
import { previewTable } from './preview-table'
import { sweepKeys } from './sweep-keys'
import { dayWindow } from './testing/collecting'

describe.skipIf(mariadbMissing() !== undefined)('A table beside the lake', () => {
  let server: Mariadb
  let folder: string
  beforeAll(async () => {
    server = await startMariadb()
    folder = await mkdtemp(join(tmpdir(), 'penstock-sweep-test-'))
  })
  afterAll(async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const context = { signal: new AbortController().signal, progress: () => undefined }

  it('tells rows that were deleted there and rows that came since', async () => {
    const db = await server.database()
    await db.sql(
      'CREATE TABLE orders (shop VARCHAR(8), n BIGINT, day DATE NOT NULL, PRIMARY KEY (shop, n))',
      "INSERT INTO orders SELECT '가', seq, '2026-01-05' FROM seq_1_to_1000",
      'DELETE FROM orders WHERE n IN (7, 900)',
      "INSERT INTO orders VALUES ('가', 5000, '2026-01-05'), ('가', 6000, '2026-01-06')"
    )
    const file = join(folder, 'lake.parquet')
    const duck = await (await DuckDBInstance.create()).connect()
    await duck.run(`COPY (SELECT '가' AS shop, range AS n FROM range(1, 1001)) TO '${file}' (FORMAT parquet)`)
    duck.closeSync()
    const report = await sweepKeys(
      {
        ...{ dataset: 'orders', connection: db.connection, zone: 'Asia/Seoul' },
        collect: tableCollect.parse({
          kind: 'table',
          connection: 'shop-db',
          table: 'orders',
          by: 'day',
          watermark: 'n',
          chunkRows: 100
        }),
        schema: {
          partitioned: true,
          columns: [
            { name: '가게', physical: 'shop', type: 'text', nullable: false },
            { name: '번호', physical: 'n', type: 'integer', nullable: false }
          ]
        },
        key: [
          { name: '가게', physical: 'shop', field: 'shop' },
          { name: '번호', physical: 'n', field: 'n' }
        ],
        partitions: [
          { window: dayWindow('2026-01-05'), files: [file] },
          { window: dayWindow('2026-01-06'), files: [] }
        ]
      },
      context
    )
    const sample = [
      { 가게: '가', 번호: '7' },
      { 가게: '가', 번호: '900' }
    ]
    expect(report.partitions).toEqual([
      {
        dt: '2026-01-05',
        keysHere: 1000,
        keysThere: 999,
        deleted: 2,
        added: 1,
        sample: expect.arrayContaining(sample) as unknown
      },
      { dt: '2026-01-06', keysHere: 0, keysThere: 1, deleted: 0, added: 1, sample: [] }
    ])
  })

  it('is previewed with exact types, its key, first rows, and a warning where a question would read all of it', async () => {
    const db = await server.database()
    await db.sql(
      'CREATE TABLE orders (id BIGINT UNSIGNED PRIMARY KEY, big DECIMAL(65,30), fine DECIMAL(38,10), flag BIT(1), small TINYINT(1), day DATE, at DATETIME, seen TIMESTAMP NULL, j JSON)',
      "INSERT INTO orders SELECT seq, 1, 2, b'1', 1, '2026-01-05', NOW(), NOW(), NULL FROM seq_1_to_100"
    )
    const preview = await previewTable(
      {
        ...{ connection: db.connection, zone: 'Asia/Seoul', fanOut: {}, variables: {}, window: dayWindow('2026-01-05') },
        mayAsk: null,
        collect: tableCollect.parse({ kind: 'table', connection: 'shop-db', table: 'orders', by: 'day' })
      },
      context
    )
    expect(Object.fromEntries(preview.columns.map(({ name, type }) => [name, type]))).toEqual({
      ...{ id: 'decimal(20,0)', big: 'text', fine: 'decimal(38,10)', flag: 'boolean', small: 'integer' },
      ...{ day: 'date', at: 'datetime', seen: 'timestamp', j: 'text' }
    })
    expect(preview.key).toEqual(['id'])
    expect(preview.rows).toHaveLength(50)
    expect(preview.rows[0]).toMatchObject({ id: '1', flag: '1', day: '2026-01-05', j: null })
    expect(preview.raw).toContain('No index begins with "day"')
    expect(preview.total).toBeGreaterThan(0)
  })
})
