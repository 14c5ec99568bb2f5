import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadResult, type DatasetSpecInput } from '../../contract'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { runningClock } from '../testing/hand-clock'
import { engineOn } from '../testing/open-engine'
import {
  dealsSpec,
  dealsWorkspace,
  DISTRICTS,
  fillDeals,
  hostWithKey,
  KEY,
  rowsIn,
  rowsOf,
  writeConnection
} from './testing/deals-dataset'
import { dealsServer } from './testing/deals-server'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const MONTHS = ['2026-01', '2026-02']
const two = { name: 'deals', from: '2026-01', to: '2026-02', only: 'all' } as const

async function setUp(spec: DatasetSpecInput = dealsSpec({}, 100)) {
  const server = await dealsServer(KEY)
  fillDeals(server, MONTHS)
  const { workspace, folder } = await dealsWorkspace(server, {}, spec)
  const host = hostWithKey(built.worker).host
  return { server, workspace, folder, host, client: connectTo(await engineOn(workspace, host)) }
}

async function load(client: TestClient, range: { from?: string; to?: string } = {}) {
  const { job } = await client.call('loads.start', { name: 'deals', ...range, ...requestId() })
  return client.ended(job)
}

describe('a dataset that was collected', () => {
  it('is read again from its kept answers with another column, and asks nobody', async () => {
    const { server, client, workspace } = await setUp()
    await backfill(client, two)
    const asked = server.asked.length
    const detail = await client.call('datasets.get', { name: 'deals' })
    const columns = [...detail.spec.columns, { name: 'won', source: { header: 'dealAmount' }, type: 'integer' as const }]
    await client.call('datasets.save', { spec: { ...detail.spec, columns }, replace: true, ...requestId() })
    server.deals.clear()
    const options = { fromRaw: true, follow: true }
    const plan = await client.call('backfills.plan', { selection: two, options })
    expect(plan.sum.requests).toBe(0)
    expect(plan.hash).not.toBe((await client.call('backfills.plan', { selection: two, options: {} })).hash)
    const again = await backfill(client, two, options)
    expect(again.partitions.map(({ state, change }) => [state, change])).toEqual(MONTHS.map(() => ['ok', 'replaced']))
    expect(server.asked).toHaveLength(asked)
    expect((await rowsIn(workspace)).length).toBe(26)
    const missing = await backfill(client, { ...two, from: '2025-12', to: '2025-12' }, options)
    expect(missing.partitions[0]?.error?.code).toBe('collect.raw_missing')
  })

  it('is planned by what earlier runs needed; a plan does not hold once its connection or a variable that it names is another', async () => {
    const spec = dealsSpec({}, 3)
    const { client, workspace, server } = await setUp(spec)
    const shown = await client.call('backfills.plan', { selection: two, options: {} })
    expect(shown.sum.requests).toBe(2 * DISTRICTS.length)
    await backfill(client, two)
    const later = await client.call('backfills.plan', { selection: two, options: {} })
    expect(later.items.map(({ requests }) => requests)).toEqual([7, 7])
    await writeConnection(workspace, `${server.url}/other`)
    const start = client.call('backfills.start', { selection: two, options: {}, hash: later.hash, ...requestId() })
    await expect(start).rejects.toMatchObject({
      data: { code: 'plan.stale', details: { difference: { inputs: [{ dataset: 'connection:molit' }] } } }
    })
    expect(server.asked).toHaveLength(14)
  })

  it('changes by a restatement of the server exactly where that restated something', async () => {
    const { server, client, workspace } = await setUp()
    await backfill(client, two)
    const deals = server.deals.get('11680 202602') ?? []
    deals[0] = { ...deals[0], dealAmount: '99999' }
    const again = await backfill(client, two)
    expect(again.partitions.map(({ dt, change }) => [dt, change])).toEqual([
      ['2026-01', 'unchanged'],
      ['2026-02', 'replaced']
    ])
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
  })

  it('takes what it asks for from another dataset, which has to be there', async () => {
    const fanOut = [{ as: 'district', dataset: 'districts', column: 'code' }]
    const base = dealsSpec({}, 100)
    const { server, client, workspace, folder } = await setUp({
      ...base,
      collect: { ...base.collect, fanOut } as NonNullable<DatasetSpecInput['collect']>
    })
    const missing = await client.call('backfills.plan', { selection: two, options: {} })
    expect(missing.obstacles).toMatchObject([{ code: 'graph.missing', details: { missing: ['districts'] } }])
    await writeFile(join(folder, 'codes.csv'), 'code\n11680\n11110\n11680\n')
    const spec = {
      format: 1 as const,
      name: 'districts',
      source: { location: join(folder, 'codes.csv'), format: 'csv' as const }
    }
    const columns = [{ name: 'code', source: { header: 'code' }, type: 'text' as const }]
    await client.call('datasets.save', { spec: { ...spec, columns }, replace: false, ...requestId() })
    const { job } = await client.call('loads.start', { name: 'districts', ...requestId() })
    await client.ended(job)
    await backfill(client, { ...two, to: '2026-01' })
    expect(server.asked).toEqual(['11110 202601 1', '11680 202601 1'])
    expect(await rowsIn(workspace)).toEqual(rowsOf(server).filter((row) => /^(11110|11680) .*2026-01/.test(row)))
    const graph = await client.call('graph.get', {})
    expect(graph.nodes.find(({ id }) => id === 'source:deals')?.label).toBe('molit · /deals')
    expect(graph.edges.filter(({ to }) => to === 'deals').map(({ from }) => from)).toEqual(['source:deals', 'districts'])
  })
})

describe('a load by hand', () => {
  it('asks for the dates that are named, and says which to name where none are', async () => {
    const { server, client, workspace } = await setUp()
    expect((await load(client)).error).toMatchObject({
      code: 'usage',
      hint: expect.stringContaining('--from YYYY-MM --to YYYY-MM') as string
    })
    const loaded = loadResult.parse((await load(client, { from: '2026-01', to: '2026-02' })).result)
    expect(loaded).toMatchObject({ state: 'done', rowsRead: 26 })
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
    expect(loadResult.parse((await load(client, { from: '2026-01', to: '2026-02' })).result).state).toBe('unchanged')
    const { job } = await client.call('lake.fsck', { deep: true, ...requestId() })
    expect((await client.ended(job)).result).toMatchObject({ ok: true, datasets: [{ name: 'deals', findings: [] }] })
  })
})

const stateOf = async (client: TestClient, wanted: string) =>
  (await client.call('lake.partitions', { name: 'deals' })).find(({ dt }) => dt === wanted)?.state

describe('a schedule', () => {
  it('starts the interval that has ended, and asks for it alone', async () => {
    const server = await dealsServer(KEY)
    fillDeals(server, [...MONTHS, '2026-03'])
    const clock = runningClock(Date.parse('2026-03-31T15:20:00Z'))
    const spec = dealsSpec({ schedule: { cron: '10 0 1 * *' }, range: { from: '2026-01-01' } }, 100)
    const { workspace } = await dealsWorkspace(server, {}, spec)
    const host = { ...hostWithKey(built.worker).host, clock, kind: 'serve' as const }
    const client = connectTo(await engineOn(workspace, host))
    await vi.waitFor(async () => expect(await stateOf(client, '2026-03')).toBe('ok'), {
      ...{ timeout: 30_000, interval: 200 }
    })
    expect(server.asked.every((place) => place.includes(' 202603 '))).toBe(true)
    expect(await rowsIn(workspace)).toEqual(rowsOf(server).filter((row) => row.includes('2026-03')))
  })
})
