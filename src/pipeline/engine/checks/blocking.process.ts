import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadResult, type CheckResult, type DatasetSpecInput } from '../../contract'
import { backfill, publish } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())
afterEach(() => {
  delete process.env.PENSTOCK_PLANT
})

const small = (severity: 'block' | 'warn') => ({ id: 'small', kind: 'range' as const, column: 'generation', max: '10', severity })
const DAYS = januaryDays(3)
const BAD = '2024-01-02'
const all = { name: 'daily', dts: DAYS, only: 'all' as const }

async function setUp(change: Partial<DatasetSpecInput>) {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources, change)])
  await writeDays(folder, DAYS, { rows: 40 })
  await writeDays(folder, [BAD], { rows: 40, generation: (id) => (id === 7 ? 99 : 1) })
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  return { client, folder, lake: join(workspace.lake, 'daily') }
}

/** Dates that stand in the table, told from its log and files by an independent reader. */
const daysIn = async (lake: string): Promise<string[]> => {
  const { files } = await replayLog(lake)
  const rows = await readRows(lake, files)
  return [...new Set(rows.map(({ day }) => (day as Date).toISOString().slice(0, 10)))].sort()
}

const incidentsOf = async (client: TestClient) =>
  (await client.call('incidents.list', {})).incidents.map(({ dt, subject, severity, state, failingRows }) => ({
    ...{ dt, subject, severity, state, failingRows }
  }))

describe('a check that blocks', () => {
  it('keeps its partition of a backfill out of the lake with the failing rows, while the others are published', async () => {
    const { client, folder, lake } = await setUp({ checks: [small('block')] })
    const { state, partitions } = await backfill(client, all)
    expect(state).toBe('failed')
    expect(partitions.map(({ dt, state: at, error }) => [dt, at, error?.code])).toEqual([
      [DAYS[0], 'ok', undefined],
      [BAD, 'refused', 'check.failed'],
      [DAYS[2], 'ok', undefined]
    ])
    const results = partitions[1]?.error?.details?.['results'] as CheckResult[]
    expect(results).toMatchObject([{ check: 'small', state: 'failed', reason: 'range.outside', failingRows: 1, rows: 40 }])
    expect(results[0]?.sample).toEqual([{ day: BAD, id: '7', generation: '99' }])
    expect(await daysIn(lake)).toEqual([DAYS[0], DAYS[2]])
    expect(await incidentsOf(client)).toEqual([{ dt: BAD, subject: 'small', severity: 'block', state: 'open', failingRows: 1 }])
    await writeDays(folder, [BAD], { rows: 40 })
    expect((await backfill(client, { name: 'daily' })).partitions.map(({ dt, state: at }) => [dt, at])).toEqual([[BAD, 'ok']])
    expect(await daysIn(lake)).toEqual(DAYS)
    expect(await incidentsOf(client)).toMatchObject([{ dt: BAD, state: 'closed' }])
  })

  it('publishes it all the same where nothing judges: the test sees the protection', async () => {
    process.env.PENSTOCK_PLANT = 'publish-unchecked'
    const { client, lake } = await setUp({ checks: [small('block')] })
    expect((await backfill(client, all)).state).toBe('done')
    expect(await daysIn(lake)).toEqual(DAYS)
  })

  it('keeps its partition out of a load by hand as well', async () => {
    const { client, lake } = await setUp({ checks: [small('block')] })
    const { job } = await client.call('loads.start', { name: 'daily', ...requestId() })
    const result = loadResult.parse((await client.ended(job)).result)
    expect(result).toMatchObject({ state: 'done', error: { code: 'check.failed', details: { partitions: [BAD] } } })
    expect(await daysIn(lake)).toEqual([DAYS[0], DAYS[2]])
    const [refused] = (await client.call('lake.partitions', { name: 'daily' })).filter(({ dt }) => dt === BAD)
    expect(refused).toMatchObject({ state: 'refused', error: { code: 'check.failed' } })
  })

  it('stays blocked in a review: what is published is the rest', async () => {
    const { client, lake } = await setUp({ checks: [small('block')] })
    const { runId, state, partitions } = await backfill(client, all, { publish: 'review' })
    expect(state).toBe('staged')
    expect(partitions.map(({ state: at }) => at)).toEqual(['staged', 'refused', 'staged'])
    await publish(client, runId)
    expect(await daysIn(lake)).toEqual([DAYS[0], DAYS[2]])
  })
})

describe('a check that warns', () => {
  it('lets its partition be published, and opens an incident that closes with the good data', async () => {
    const { client, folder, lake } = await setUp({ checks: [small('warn')] })
    const { state } = await backfill(client, all)
    expect(state).toBe('done')
    expect(await daysIn(lake)).toEqual(DAYS)
    expect(await incidentsOf(client)).toEqual([{ dt: BAD, subject: 'small', severity: 'warn', state: 'open', failingRows: 1 }])
    await writeDays(folder, [BAD], { rows: 40 })
    await backfill(client, all)
    expect(await incidentsOf(client)).toMatchObject([{ dt: BAD, state: 'closed' }])
  })

  it('says so only once a review is published', async () => {
    const { client } = await setUp({ checks: [small('warn')] })
    const { runId } = await backfill(client, all, { publish: 'review' })
    expect(await incidentsOf(client)).toEqual([])
    await publish(client, runId)
    expect(await incidentsOf(client)).toMatchObject([{ dt: BAD, severity: 'warn', state: 'open' }])
  })
})
