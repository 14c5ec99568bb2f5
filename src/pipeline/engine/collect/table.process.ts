import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadResult, sweepReport } from '../../contract'
import { mariadbMissing, startMariadb, type Mariadb, type TestDatabase } from '../../connect/testing/mariadb'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { engineOn } from '../testing/open-engine'
import {
  DAYS,
  hostWithPassword,
  ordersSpec,
  ordersTable,
  ordersWorkspace,
  rowsInLake,
  rowsOfServer
} from './testing/orders-dataset'

const all = { name: 'orders', from: '2026-01-05', to: '2026-01-07', only: 'all' } as const

describe.skipIf(mariadbMissing() !== undefined)('A dataset that is read from a table of MariaDB', () => {
  let built: BuiltHosts
  let server: Mariadb
  let database: TestDatabase
  beforeAll(async () => {
    // The server's clock is in a zone that is neither the dataset's nor UTC.
    ;[built, server] = await Promise.all([bundleHosts(), startMariadb(['--default-time-zone=-05:00'])])
  })
  afterAll(async () => {
    await Promise.all([built.remove(), server.stop()])
  })
  beforeEach(async () => {
    database = await server.database()
  })

  async function setUp(spec = ordersSpec()) {
    await database.sql(...ordersTable())
    const workspace = await ordersWorkspace(server, database, spec)
    const open = async () => {
      const engine = await engineOn(workspace, hostWithPassword(built.worker))
      return { engine, client: connectTo(engine) }
    }
    return { workspace, open, ...(await open()) }
  }

  const load = async (client: TestClient) => {
    const { job } = await client.call('loads.start', { name: 'orders', ...requestId() })
    const { result, error } = await client.ended(job)
    expect(error).toBeUndefined()
    return loadResult.parse(result)
  }

  const sweep = async (client: TestClient) => {
    const { job } = await client.call('collect.sweep', { name: 'orders', ...requestId() })
    return sweepReport.parse((await client.ended(job)).result).partitions
  }

  it('comes by days of its own zone, whatever that of the server, and changes only where the server did', async () => {
    const { client, workspace } = await setUp()
    const first = await backfill(client, all)
    expect(first.partitions.map(({ dt, change }) => [dt, change])).toEqual(DAYS.map((dt) => [dt, 'created']))
    expect(await rowsInLake(workspace)).toEqual(await rowsOfServer(database))
    const days = await client.call('lake.partitions', { name: 'orders' })
    const counted = await database.sql(
      "SELECT DATE(CONVERT_TZ(at, @@session.time_zone, '+09:00')) AS dt, COUNT(*) FROM orders GROUP BY dt ORDER BY dt"
    )
    expect(days.map(({ dt, rows }) => [dt, String(rows)]).sort()).toEqual(counted)
    expect((await backfill(client, all)).partitions.map(({ change }) => change)).toEqual(DAYS.map(() => 'unchanged'))
    await database.sql('UPDATE orders SET amount = amount + 1, at = at WHERE id = 30')
    expect((await backfill(client, all)).partitions.map(({ change }) => change)).toEqual(['unchanged', 'replaced', 'unchanged'])
    expect(await rowsInLake(workspace)).toEqual(await rowsOfServer(database))
  })

  it('fails for a wrong password with an incident, which closes once the password is right', async () => {
    const { client, workspace } = await setUp()
    const password = (value: string) =>
      client.call('connections.secret', { name: 'shop', secret: 'password', value, ...requestId() })
    await password('not the password')
    const failed = await backfill(client, { ...all, to: '2026-01-05' })
    expect(failed.partitions.map(({ state, error }) => [state, error?.code])).toEqual([['failed', 'mysql.denied']])
    const incidents = async () =>
      (await client.call('incidents.list', { filter: { name: 'orders' } })).incidents.map(({ dt, kind, reason, state }) =>
        [dt, kind, reason, state].join(' ')
      )
    expect(await incidents()).toEqual(['2026-01-05 collect mysql.denied open'])
    expect(await rowsInLake(workspace)).toEqual([])
    await password('pw-of-test')
    await backfill(client, { ...all, to: '2026-01-05' })
    expect(await incidents()).toEqual(['2026-01-05 collect mysql.denied closed'])
    expect(await rowsInLake(workspace)).toEqual(await rowsOfServer(database, 'id <= 24'))
  })

  it('is asked only for what is beyond its watermark, also by the next engine, and again after an undo', async () => {
    const { engine, client, workspace, open } = await setUp(
      ordersSpec({ watermark: 'id' }, { mode: 'incremental', partition: undefined })
    )
    expect((await load(client)).rowsRead).toBe(72)
    await database.sql("INSERT INTO orders SELECT seq, '2026-01-08', seq, NULL FROM seq_73_to_80")
    await engine.close()
    const later = (await open()).client
    const second = await load(later)
    expect([second.rowsRead, second.state]).toEqual([8, 'done'])
    expect((await load(later)).state).toBe('unchanged')
    expect(await rowsInLake(workspace)).toEqual(await rowsOfServer(database))
    await later.ended((await later.call('runs.undo', { id: second.run, ...requestId() })).job)
    expect(await rowsInLake(workspace)).toEqual(await rowsOfServer(database, 'id <= 72'))
    expect((await load(later)).rowsRead).toBe(8)
    expect(await rowsInLake(workspace)).toEqual(await rowsOfServer(database))
  })

  it('keeps rows that were deleted there until a sweep has named them and their partitions are read again', async () => {
    const { client, workspace } = await setUp()
    await backfill(client, all)
    await database.sql(
      'DELETE FROM orders WHERE id IN (3, 50)',
      "INSERT INTO orders VALUES (900, '2026-01-05 20:00:00', 1, NULL)"
    )
    const found = await sweep(client)
    expect(found.map(({ dt, deleted, added, sample }) => ({ dt, deleted, added, sample }))).toEqual([
      { dt: '2026-01-05', deleted: 1, added: 0, sample: [{ id: '3' }] },
      { dt: '2026-01-06', deleted: 0, added: 1, sample: [] },
      { dt: '2026-01-07', deleted: 1, added: 0, sample: [{ id: '50' }] }
    ])
    expect(await rowsInLake(workspace)).toHaveLength(72)
    for (const { dt } of found) await backfill(client, { ...all, from: dt, to: dt })
    expect(await rowsInLake(workspace)).toEqual(await rowsOfServer(database))
    expect((await sweep(client)).map(({ deleted, added }) => deleted + added)).toEqual([0, 0, 0])
  })

  it('takes another type of a column from what was kept, and asks nobody', async () => {
    const spec = ordersSpec()
    const asText = spec.columns.map((column) => (column.name === 'amount' ? { ...column, type: 'text' as const } : column))
    const { client, workspace } = await setUp({ ...spec, columns: asText })
    await backfill(client, all)
    const wanted = await rowsOfServer(database)
    await database.sql('DROP TABLE orders')
    const detail = await client.call('datasets.get', { name: 'orders' })
    const columns = detail.spec.columns.map((column) =>
      column.name === 'amount' ? { ...column, type: 'decimal(18,2)' as const } : column
    )
    await client.call('datasets.save', { spec: { ...detail.spec, columns }, replace: true, ...requestId() })
    const some = await backfill(client, { ...all, to: '2026-01-05' }, { fromRaw: true })
    expect(some.partitions[0]?.error).toMatchObject({
      code: 'schema.breaking',
      hint: expect.stringContaining('penstock backfill orders --only all') as string
    })
    const mended = await backfill(client, all, { fromRaw: true })
    expect(mended.partitions.map(({ state, change, error }) => [state, change, error?.code])).toEqual(
      DAYS.map(() => ['ok', 'replaced', undefined])
    )
    expect(await rowsInLake(workspace)).toEqual(wanted)
  })
})
