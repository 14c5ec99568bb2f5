import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadResult, partitionDiff, type BackfillPlan, type BackfillResult, type DatasetSpecInput } from '../../contract'
import { backfill, proofOf, publish, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { pricesSpec, writePrices } from '../testing/prices'
import { readRows, replayLog } from '../testing/read-table'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const monthly: DatasetSpecInput = {
  format: 1,
  name: 'monthly',
  derive: {
    sql: "SELECT date_trunc('month', date)::DATE AS month, count(*) AS n, max(generation) AS generation FROM prices GROUP BY 1"
  },
  columns: [],
  primaryKey: ['month'],
  partition: { columns: ['month'], grain: 'month' }
}

async function setUp(change: Partial<DatasetSpecInput> = {}) {
  const { workspace, folder } = await newWorkspace((sources) => [pricesSpec(sources, change), monthly])
  const { host } = nodeHost(built.worker)
  const engine = await engineOn(workspace, host)
  const source = join(folder, 'prices.csv')
  await writePrices(source, 1, { months: 6, rows: 50 })
  const lake = (name: string) => join(workspace.lake, name)
  return { workspace, source, engine, client: connectTo(engine), lake }
}

const all: Selection = { name: 'prices', from: '2024-01', to: '2024-06' }

const dtsOf = ({ items }: BackfillPlan): string[] => items.map(({ dt }) => dt)
const outcomes = ({ partitions }: BackfillResult) =>
  partitions.map(({ dataset, dt, state, change }) => [dataset, dt, state, change])

describe('a backfill', () => {
  it('B2, B3: is planned without running, and runs what is missing, with what follows', async () => {
    const { client, lake } = await setUp()
    const plan = await client.call('backfills.plan', { selection: all })
    expect(dtsOf(plan)).toEqual(['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'])
    expect(plan.follows.map(({ dataset, dt }) => `${dataset} ${dt}`)).toEqual(
      ['01', '02', '03', '04', '05', '06'].map((month) => `monthly 2024-${month}`)
    )
    expect((await replayLog(lake('prices'))).version).toBe(-1)
    const result = await backfill(client, all)
    expect(result.state).toBe('done')
    expect(outcomes(result)).toHaveLength(12)
    expect(new Set(result.partitions.map(({ state, change }) => `${state} ${change ?? ''}`))).toEqual(new Set(['ok created']))
    const { files } = await replayLog(lake('monthly'))
    const rows = await readRows(lake('monthly'), files)
    expect(rows.map(({ n, generation }) => [Number(n), Number(generation)])).toEqual(Array.from({ length: 6 }, () => [50, 1]))
    const again = await client.call('backfills.plan', { selection: all })
    expect([again.items, again.skip.map(({ why }) => why)]).toEqual([[], Array.from({ length: 6 }, () => 'ok')])
  })

  it('B14, N2: forced again over the same source changes nothing and commits nothing; the proof says so', async () => {
    const { client, lake } = await setUp()
    await backfill(client, all)
    const before = await replayLog(lake('prices'))
    const result = await backfill(client, { ...all, only: 'all' })
    expect(new Set(result.partitions.map(({ change }) => change))).toEqual(new Set(['unchanged']))
    expect(result.partitions.every(({ digestBefore, digestAfter }) => digestBefore === digestAfter)).toBe(true)
    expect((await replayLog(lake('prices'))).version).toBe(before.version)
    expect(await proofOf(client, result.runId)).toMatchObject({ verdict: 'no_change', changed: 0 })
  })

  it('makes stale what is made from a partition that changed, and only that', async () => {
    const { client, source } = await setUp()
    await backfill(client, all)
    await writePrices(source, 2, { months: 1, rows: 50 })
    await backfill(client, { name: 'prices', dts: ['2024-01'], only: 'all' }, { follow: false })
    const states = (await client.call('lake.partitions', { name: 'monthly' })).map(({ dt, state }) => `${dt} ${state}`)
    expect(states.slice(0, 2)).toEqual(['2024-01 stale', '2024-02 ok'])
    const plan = await client.call('backfills.plan', { selection: { name: 'monthly', only: ['stale'] } })
    expect(dtsOf(plan)).toEqual(['2024-01'])
    expect((await backfill(client, { name: 'monthly', only: ['stale'] })).partitions).toMatchObject([
      { dt: '2024-01', state: 'ok', change: 'replaced' }
    ])
  })

  it('B5: is refused where the lake changed after it was shown, with the difference, and nothing ran', async () => {
    const { client, source, lake } = await setUp()
    const plan = await client.call('backfills.plan', { selection: all })
    await writePrices(source, 2, { months: 6, rows: 60 })
    const start = client.call('backfills.start', { selection: all, hash: plan.hash, ...requestId() })
    await expect(start).rejects.toMatchObject({
      data: { code: 'plan.stale', details: { difference: { inputs: [{ dataset: 'source:prices' }] } } }
    })
    expect((await replayLog(lake('prices'))).version).toBe(-1)
    const fresh = await client.call('backfills.plan', { selection: all })
    const { id } = await client.call('backfills.start', { selection: all, hash: fresh.hash, ...requestId() })
    expect((await client.call('backfills.get', { id })).plan.hash).toBe(fresh.hash)
  })

  it('B9: is refused while another one changes the same dataset, with its id', async () => {
    const { client } = await setUp()
    const starts = await Promise.allSettled(
      Array.from({ length: 4 }, () => client.call('backfills.start', { selection: all, ...requestId() }))
    )
    const [first] = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
    const refused = starts.flatMap((start) => (start.status === 'rejected' ? [(start.reason as { data: unknown }).data] : []))
    expect(refused).toHaveLength(3)
    for (const error of refused) expect(error).toMatchObject({ code: 'run.overlap', details: { backfill: first?.id } })
    await client.ended(first?.job ?? '')
  })

  it('B15, N3: is staged, looked at, published in one commit for each dataset, and undone to the digests of before', async () => {
    const { client, source, lake } = await setUp()
    await backfill(client, all)
    const before = await client.call('lake.partitions', { name: 'prices' })
    await writePrices(source, 2, { months: 2, rows: 60 })
    const selection: Selection = { name: 'prices', from: '2024-01', to: '2024-02', only: 'all' }
    const staged = await backfill(client, selection, { publish: 'review' })
    expect(staged.partitions.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined])
    expect(staged.state).toBe('staged')
    expect(await client.call('lake.partitions', { name: 'prices' })).toMatchObject(before.map(({ digest }) => ({ digest })))
    const diff = await client.call('backfills.diff', { id: staged.runId, dataset: 'prices', dt: '2024-01', ...requestId() })
    expect(partitionDiff.parse((await client.ended(diff.job)).result)).toMatchObject({
      added: 10,
      removed: 0,
      changed: 50,
      unchanged: 0
    })
    const version = (await replayLog(lake('prices'))).version
    await publish(client, staged.runId)
    expect(await client.call('backfills.get', { id: staged.runId })).toMatchObject({ state: 'done' })
    expect((await replayLog(lake('prices'))).version).toBe(version + 1)
    expect(await readRows(lake('prices'), (await replayLog(lake('prices'))).files)).toHaveLength(2 * 60 + 4 * 50)
    expect((await client.call('lake.partitions', { name: 'monthly' })).map(({ state }) => state)).toEqual(
      Array.from({ length: 6 }, () => 'ok')
    )
    const undo = await client.call('runs.undo', { id: staged.runId, ...requestId() })
    expect(loadResult.parse((await client.ended(undo.job)).result)).toMatchObject({ state: 'done' })
    const after = await client.call('lake.partitions', { name: 'prices' })
    expect(after.map(({ digest }) => digest)).toEqual(before.map(({ digest }) => digest))
  })

  it('throws away what was staged, and leaves no file of it', async () => {
    const { client, workspace } = await setUp()
    const staged = await backfill(client, all, { publish: 'review' })
    expect((await client.call('backfills.discard', { id: staged.runId, ...requestId() })).state).toBe('discarded')
    expect(await client.call('lake.partitions', { name: 'prices' })).toEqual([])
    expect((await client.call('backfills.list', { active: true })).length).toBe(0)
    expect(await replayLog(join(workspace.lake, 'prices'))).toMatchObject({ files: [] })
    expect((await backfill(client, all)).state).toBe('done')
  })

  it('runs what was asked for also without its source, and fails by its name', async () => {
    const { client, source } = await setUp()
    await backfill(client, all)
    await rm(source)
    const selection: Selection = { name: 'prices', dts: ['2024-03'], only: 'all' }
    const plan = await client.call('backfills.plan', { selection })
    expect(plan).toMatchObject({ items: [{ dt: '2024-03', readBytes: null }], skip: [], warnings: [{ code: 'file.missing' }] })
    const { state, partitions } = await backfill(client, selection)
    expect([state, partitions[0]]).toMatchObject(['failed', { dt: '2024-03', state: 'failed', error: { code: 'file.missing' } }])
    expect((await client.call('lake.partitions', { name: 'prices' })).find(({ dt }) => dt === '2024-03')?.rows).toBe(50)
  })

  it('says which partitions were refused and why, and what was not made for it', async () => {
    const { client, source } = await setUp({ maxBadShare: 0 })
    await backfill(client, all)
    await writeFile(source, 'date,code,close,generation\n2024-03-02,000001,abc,2\n')
    const failed = await backfill(client, { name: 'prices', dts: ['2024-03'], only: 'all' })
    expect(failed).toMatchObject({
      state: 'failed',
      partitions: [
        { dt: '2024-03', state: 'refused', error: { code: 'load.too_many_bad' } },
        { dataset: 'monthly', dt: '2024-03', state: 'skipped' }
      ]
    })
    const grid = await client.call('lake.partitions', { name: 'prices' })
    expect(grid.find(({ dt }) => dt === '2024-03')).toMatchObject({ state: 'refused', rows: 50 })
  })
})
