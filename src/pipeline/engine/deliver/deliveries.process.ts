import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DatasetSpecInput, DeliveryStatus } from '../../contract'
import { mariadbMissing, startMariadb, type Mariadb, type TestDatabase } from '../../connect/testing/mariadb'
import type { Engine } from '../engine'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { pricesSpec, writePrices } from '../testing/prices'
import type { Workspace } from '../workspace'

describe.skipIf(mariadbMissing() !== undefined)('A dataset that is delivered', () => {
  let built: BuiltHosts
  let server: Mariadb
  let database: TestDatabase
  beforeAll(async () => {
    ;[built, server] = await Promise.all([bundleHosts(), startMariadb()])
  }, 60_000)
  afterAll(async () => {
    await Promise.all([built.remove(), server.stop()])
  })
  beforeEach(async () => {
    database = await server.database()
  })

  const deliver: DatasetSpecInput['deliver'] = [{ id: 'bi', kind: 'mysql', connection: 'shop', table: 'prices' }]

  async function opened(workspace: Workspace): Promise<{ engine: Engine; client: TestClient }> {
    const engine = await engineOn(workspace, nodeHost(built.worker).host)
    const client = connectTo(engine)
    // Without a system's store secrets live as long as the engine.
    await client.call('connections.secret', { name: 'shop', secret: 'password', value: 'pw-of-test', ...requestId() })
    return { engine, client }
  }

  async function setUp(months = 3, generation = 1) {
    const { workspace, folder } = await newWorkspace((sources) => [pricesSpec(sources, { deliver })])
    const source = join(folder, 'prices.csv')
    await writePrices(source, generation, { months, rows: 50 })
    const first = await engineOn(workspace, nodeHost(built.worker).host)
    const { host, port, name } = { host: server.host, port: server.port, name: database.name }
    await connectTo(first).call('connections.save', {
      spec: { format: 1, name: 'shop', target: { kind: 'mysql', host, port, user: name, database: name }, secrets: ['password'] },
      replace: false,
      ...requestId()
    })
    await first.close()
    return { workspace, source, ...(await opened(workspace)) }
  }

  const load = async (client: TestClient, engine: Engine): Promise<string> => {
    const { job } = await client.call('loads.start', { name: 'prices', ...requestId() })
    expect((await client.ended(job)).state).toBe('done')
    await engine.settled()
    return job
  }
  const states = async (client: TestClient) =>
    (await client.call('deliveries.list', { name: 'prices' })).map(({ dt, state }: DeliveryStatus) => `${dt} ${state}`)
  const inTarget = () => database.sql('SELECT dt, generation, COUNT(*) FROM prices GROUP BY dt, generation ORDER BY dt')

  it('is in its target after each change: a load, a load of fewer rows, an undo', async () => {
    const { client, engine, source } = await setUp()
    await load(client, engine)
    expect(await inTarget()).toEqual([
      ['2024-01', '1', '50'],
      ['2024-02', '1', '50'],
      ['2024-03', '1', '50']
    ])
    expect(await states(client)).toEqual(['2024-01 delivered', '2024-02 delivered', '2024-03 delivered'])
    await writePrices(source, 2, { months: 2, rows: 40 })
    const second = await load(client, engine)
    expect((await inTarget()).slice(0, 2)).toEqual([
      ['2024-01', '2', '40'],
      ['2024-02', '2', '40']
    ])
    await client.ended((await client.call('runs.undo', { id: second, ...requestId() })).job)
    await engine.settled()
    expect(await inTarget()).toEqual([
      ['2024-01', '1', '50'],
      ['2024-02', '1', '50'],
      ['2024-03', '1', '50']
    ])
    const { runs } = await client.call('runs.list', { filter: { name: 'prices', kinds: ['deliver'] } })
    expect(runs.map(({ state, rowsWritten, startedBy }) => [state, rowsWritten, startedBy])).toEqual([
      ['done', 150, 'schedule'],
      ['done', 80, 'schedule'],
      ['done', 150, 'schedule']
    ])
    expect((await client.call('lake.partitions', { name: 'prices' })).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok'])
  })

  it('is brought up to date by the next engine, also where nobody here knows any more what was delivered', async () => {
    const { client, engine, source, workspace } = await setUp()
    await load(client, engine)
    await engine.close()
    await database.sql("DELETE FROM prices WHERE dt = '2024-02'", "DELETE FROM penstock_deliveries WHERE dt = '2024-02'")
    await rm(join(workspace.state, 'state.sqlite'))
    await writePrices(source, 1, { months: 3, rows: 50 })
    const later = await opened(workspace)
    await later.engine.settled()
    const { job } = await later.client.call('deliveries.run', { name: 'prices', ...requestId() })
    await later.client.ended(job)
    expect(await states(later.client)).toEqual(['2024-01 delivered', '2024-02 delivered', '2024-03 delivered'])
    expect(await inTarget()).toHaveLength(3)
  })

  it('fails for what is wrong with the target, says so, and leaves the lake as it is; then a click is enough', async () => {
    const { client, engine } = await setUp()
    await client.call('connections.secret', { name: 'shop', secret: 'password', value: 'not the password', ...requestId() })
    await load(client, engine)
    const failed = await client.call('deliveries.list', { name: 'prices' })
    expect(failed.map(({ state, error }) => [state, error?.code])).toEqual([
      ['failed', 'mysql.denied'],
      ['failed', 'mysql.denied'],
      ['failed', 'mysql.denied']
    ])
    expect((await client.call('lake.partitions', { name: 'prices' })).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok'])
    const open = await client.call('incidents.list', { filter: { name: 'prices' } })
    expect(open.incidents.map(({ kind }) => kind)).toEqual(['deliver', 'deliver', 'deliver'])
    await client.call('connections.secret', { name: 'shop', secret: 'password', value: 'pw-of-test', ...requestId() })
    const { job } = await client.call('deliveries.run', { name: 'prices', ...requestId() })
    expect(await client.ended(job)).toMatchObject({
      state: 'done',
      result: { partitions: [{ rows: 50 }, { rows: 50 }, { rows: 50 }] }
    })
    expect(await inTarget()).toHaveLength(3)
  })

  it('is sent by one job after the other, each with a run of its own', async () => {
    const { client, engine } = await setUp()
    await load(client, engine)
    const again = (dt: string) => client.call('deliveries.run', { name: 'prices', dts: [dt], ...requestId() })
    const jobs = await Promise.all([again('2024-01'), again('2024-02'), again('2024-03')])
    const ended = await Promise.all(jobs.map(({ job }) => client.ended(job)))
    expect(ended.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    const { runs } = await client.call('runs.list', { filter: { name: 'prices', kinds: ['deliver'] } })
    const spans = runs.slice(0, 3).reverse()
    expect(spans).toHaveLength(3)
    for (const [index, { startedAt }] of spans.entries())
      expect(index === 0 || startedAt >= (spans[index - 1]?.finishedAt ?? '~')).toBe(true)
  })

  it('leaves what another workspace has delivered to the same table, and refuses to write over it', async () => {
    const one = await setUp()
    await load(one.client, one.engine)
    const other = await setUp(1, 2)
    await load(other.client, other.engine)
    const standing = [
      ['2024-01', '1', '50'],
      ['2024-02', '1', '50'],
      ['2024-03', '1', '50']
    ]
    expect(await inTarget()).toEqual(standing)
    expect(await states(other.client)).toEqual(['2024-01 failed'])
    const [refused] = await other.client.call('deliveries.list', { name: 'prices' })
    expect(refused?.error).toMatchObject({ code: 'deliver.table', details: { partition: '2024-01' } })
    const { job } = await other.client.call('deliveries.run', { name: 'prices', dts: ['2024-01'], ...requestId() })
    expect(await other.client.ended(job)).toMatchObject({ state: 'failed', error: { code: 'deliver.table' } })
    expect(await inTarget()).toEqual(standing)
  })

  it('leaves what a table of the lake had delivered that was lost, and writes over what it has itself', async () => {
    const { client, engine, source, workspace } = await setUp()
    await load(client, engine)
    await rm(join(workspace.lake, 'prices'), { recursive: true })
    await writePrices(source, 2, { months: 1, rows: 40 })
    await load(client, engine)
    expect(await inTarget()).toEqual([
      ['2024-01', '2', '40'],
      ['2024-02', '1', '50'],
      ['2024-03', '1', '50']
    ])
    expect(await states(client)).toEqual(['2024-01 delivered'])
  })
})
