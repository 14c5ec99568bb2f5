import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { loadResult, type DatasetSpecInput } from '../../contract'
import { backfill, proofOf, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { readRows, replayLog } from '../testing/read-table'

const DAYS = januaryDays(4)
const [FIRST = '', SECOND = '', THIRD = ''] = DAYS
const ROWS = 40
const all: Selection = { name: 'daily', dts: DAYS, only: 'all' }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())
afterEach(() => vi.unstubAllEnvs())

/** Four days in the lake, of generation 1. */
async function setUp(change: Partial<DatasetSpecInput> = {}) {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources, change), countsSpec()])
  await writeDays(folder, DAYS, { rows: ROWS })
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  const first = await backfill(client, all)
  return { folder, client, first, daily: join(workspace.lake, 'daily'), counts: join(workspace.lake, 'counts') }
}

const rowsIn = async (table: string): Promise<Record<string, string | number>[]> =>
  plainRows(await readRows(table, (await replayLog(table)).files))

/** Keys that stand more than once, by plain code. */
async function repeatedKeys(table: string): Promise<string[]> {
  const keys = (await rowsIn(table)).map(({ day, id }) => `${day} ${id}`)
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].sort()
}

const generations = async (table: string): Promise<unknown> => {
  const rows = (await rowsIn(table)).map(({ day, generation }) => `${String(day).slice(-1)}: ${generation}`)
  return [...new Set(rows)].sort()
}

async function undo(client: TestClient, id: string): Promise<unknown> {
  const { job } = await client.call('runs.undo', { id, ...requestId() })
  return loadResult.parse((await client.ended(job)).result).state
}

/** The one attempt of a backfill at a date. */
async function attemptOf(client: TestClient, id: string, dt: string): Promise<string | undefined> {
  const { items } = await client.call('backfills.get', { id })
  return items.find((item) => item.dataset === 'daily' && item.dt === dt)?.attempts[0]
}

describe('the proof of a run', () => {
  it('B14: names the keys that a loader doubled which appends what it should replace', async () => {
    const { folder, client, daily } = await setUp()
    await writeDays(folder, [FIRST], { rows: ROWS + 1 })
    vi.stubEnv('PENSTOCK_PLANT', 'append-mode')
    const { runId } = await backfill(client, { ...all, dts: [FIRST] }, { follow: false })
    const proof = await proofOf(client, runId)
    const doubled = await repeatedKeys(daily)
    expect(doubled).toHaveLength(ROWS)
    expect(proof).toMatchObject({ verdict: 'duplicates', partitions: [{ dt: FIRST, duplicateKeys: ROWS }] })
    const named = proof.partitions[0]?.duplicateSample.map(({ day, id }) => `${String(day)} ${String(id)}`) ?? []
    expect(named.length).toBeGreaterThan(0)
    expect(doubled).toEqual(expect.arrayContaining(named))
  })

  it('counts no key twice where the same input is replaced, or read again in mode append, which changes nothing', async () => {
    const { client, first, daily } = await setUp({ mode: 'append' })
    expect(await proofOf(client, first.runId)).toMatchObject({ verdict: 'changed', changed: 2 * DAYS.length })
    const { version } = await replayLog(daily)
    const { runId, partitions } = await backfill(client, all)
    expect(partitions.every(({ digestBefore, digestAfter }) => digestBefore === digestAfter)).toBe(true)
    const proof = await proofOf(client, runId)
    expect([proof.verdict, proof.changed, proof.partitions.map(({ duplicateKeys }) => duplicateKeys)]).toEqual([
      ...['no_change', 0],
      Array.from({ length: 2 * DAYS.length }, () => 0)
    ])
    expect([(await replayLog(daily)).version, await repeatedKeys(daily)]).toEqual([version, []])
  })
})

describe('the undo of a run', () => {
  it('takes back what it changed, in one commit a dataset, and leaves what later runs changed elsewhere', async () => {
    const { folder, client, daily, counts } = await setUp()
    const before = await client.call('lake.partitions', { name: 'daily' })
    await writeDays(folder, [FIRST, SECOND], { generation: 2 })
    const second = await backfill(client, { ...all, dts: [FIRST, SECOND] })
    await writeDays(folder, [THIRD], { generation: 3 })
    await backfill(client, { ...all, dts: [THIRD] })
    expect(await proofOf(client, second.runId)).toMatchObject({ builtOn: [] })
    const versions = [(await replayLog(daily)).version, (await replayLog(counts)).version]
    expect(await undo(client, second.runId)).toBe('done')
    expect(await generations(daily)).toEqual(['1: 1', '2: 1', '3: 3', '4: 1'])
    expect(await generations(counts)).toEqual(['1: 1', '2: 1', '3: 3', '4: 1'])
    expect([(await replayLog(daily)).version, (await replayLog(counts)).version]).toEqual(versions.map((version) => version + 1))
    const after = await client.call('lake.partitions', { name: 'daily' })
    const digests = (list: typeof after) => list.filter(({ dt }) => dt !== THIRD).map(({ dt, digest }) => [dt, digest])
    expect(digests(after)).toEqual(digests(before))
  })

  it('is refused with the list where a later run built on it, and possible once that is taken back', async () => {
    const { folder, client, daily } = await setUp()
    const only: Selection = { ...all, dts: [FIRST, SECOND] }
    await writeDays(folder, [FIRST, SECOND], { generation: 2 })
    const second = await backfill(client, only, { follow: false })
    await writeDays(folder, [SECOND], { generation: 3 })
    const third = await backfill(client, { ...all, dts: [SECOND] }, { follow: false })
    const { version } = await replayLog(daily)
    const list = [{ run: await attemptOf(client, third.runId, SECOND), dataset: 'daily', dt: SECOND }]
    await expect(undo(client, second.runId)).rejects.toMatchObject({ data: { code: 'undo.refused', details: { list } } })
    expect((await proofOf(client, second.runId)).builtOn).toEqual(list)
    expect((await replayLog(daily)).version).toBe(version)
    expect(await undo(client, third.runId)).toBe('done')
    await expect(undo(client, third.runId)).rejects.toMatchObject({ data: { code: 'undo.refused' } })
    expect(await generations(daily)).toEqual(['1: 2', '2: 2', '3: 1', '4: 1'])
    expect(await undo(client, second.runId)).toBe('done')
    expect(await generations(daily)).toEqual(['1: 1', '2: 1', '3: 1', '4: 1'])
  })

  it('of one attempt of a backfill takes back its partition alone', async () => {
    const { folder, client, daily } = await setUp()
    await writeDays(folder, [FIRST, SECOND], { generation: 2 })
    const { runId } = await backfill(client, { ...all, dts: [FIRST, SECOND] }, { follow: false })
    expect(await undo(client, (await attemptOf(client, runId, FIRST)) ?? '')).toBe('done')
    expect(await generations(daily)).toEqual(['1: 1', '2: 2', '3: 1', '4: 1'])
  })

  it('is not refused for what was derived from it: that becomes stale, and is made again', async () => {
    const { folder, client, daily, counts } = await setUp()
    await writeDays(folder, [FIRST], { generation: 2 })
    const { runId } = await backfill(client, { ...all, dts: [FIRST] })
    const loaded = (await attemptOf(client, runId, FIRST)) ?? ''
    expect((await proofOf(client, loaded)).builtOn).toEqual([])
    const { job } = await client.call('runs.undo', { id: loaded, ...requestId() })
    expect((await client.ended(job)).result).toMatchObject({ state: 'done', stale: [{ dataset: 'counts', dt: FIRST }] })
    expect([await generations(daily), await generations(counts)]).toEqual([
      ['1: 1', '2: 1', '3: 1', '4: 1'],
      ['1: 2', '2: 1', '3: 1', '4: 1']
    ])
    const states = (await client.call('lake.partitions', { name: 'counts' })).map(({ state }) => state)
    expect(states).toEqual(['stale', 'ok', 'ok', 'ok'])
    await backfill(client, { name: 'counts', only: ['stale'] })
    expect(await generations(counts)).toEqual(['1: 1', '2: 1', '3: 1', '4: 1'])
  })

  it('that changed nothing is refused', async () => {
    const { client } = await setUp()
    const again = await backfill(client, all)
    await expect(undo(client, again.runId)).rejects.toMatchObject({ data: { code: 'undo.refused' } })
  })
})
