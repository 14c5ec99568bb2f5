import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { systemClock } from '../../lib/clock'
import { newId } from '../../lib/ids'
import { openTable } from '../../lake/delta-table'
import { openFolderStore } from '../../lake/folder-store'
import { backfill, publish, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, plainRows, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { filesOnDisk, leftInCorner, readRows, replayLog } from '../testing/read-table'
import { openWorkspace } from '../workspace'

const DAYS = januaryDays(4)
const [FIRST = '', SECOND = '', THIRD = ''] = DAYS
const all: Selection = { name: 'daily', dts: DAYS, only: 'all' }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Four days in the lake, of generation 1. */
async function setUp(change: Partial<DatasetSpecInput> = {}) {
  const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources, change), countsSpec()])
  await writeDays(folder, DAYS)
  const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
  await backfill(client, all, { publish: 'direct' })
  return { workspace, folder, client, daily: join(workspace.lake, 'daily'), counts: join(workspace.lake, 'counts') }
}

/** A commit by somebody who knows nothing of the engine: the date is emptied. */
async function emptyByOthers(lake: string, dt: string): Promise<void> {
  const table = openTable(await openFolderStore(lake), 'daily', systemClock, '0.0.0')
  const partitions = new Map([[dt, []]])
  const by = { runId: newId(Date.now()), startedBy: 'somebody else' }
  await table.commit(await table.snapshot(), { operation: 'LOAD', ...by, schema: undefined, partitions })
}

const generations = async (table: string): Promise<Record<string, number[]>> => {
  const rows = plainRows(await readRows(table, (await replayLog(table)).files))
  const byDay = Map.groupBy(rows, ({ day }) => String(day))
  return Object.fromEntries([...byDay].map(([day, of]) => [day, [...new Set(of.map(({ generation }) => Number(generation)))]]))
}

/** A workspace whose review waits, and the same one in another place. */
async function copied() {
  const made = await setUp()
  await writeDays(made.folder, DAYS, { generation: 2 })
  const { runId } = await backfill(made.client, all, { publish: 'review' })
  const root = `${made.workspace.root} copy`
  // The engine's own lock stays behind.
  await cp(made.workspace.root, root, { recursive: true, filter: (path) => !path.includes('engine.') })
  return { ...made, runId, copy: await openWorkspace(root) }
}

describe('a workspace that was copied while a review waits', () => {
  it('publishes its own staged files, and leaves the others their review', async () => {
    const { client, runId, copy, daily } = await copied()
    const other = connectTo(await engineOn(copy, nodeHost(built.worker).host))
    await publish(other, runId)
    expect(await other.call('backfills.get', { id: runId })).toMatchObject({ state: 'done' })
    await publish(client, runId)
    expect(await client.call('backfills.get', { id: runId })).toMatchObject({ state: 'done' })
    for (const table of [daily, join(copy.lake, 'daily')])
      expect(await generations(table)).toEqual(Object.fromEntries(DAYS.map((day) => [day, [2]])))
  })

  it('and has lost its staged files publishes nothing, and says what can be done', async () => {
    const { runId, copy } = await copied()
    await rm(join(copy.lake, '_penstock'), { recursive: true })
    const other = connectTo(await engineOn(copy, nodeHost(built.worker).host))
    await publish(other, runId)
    const { state, error } = await other.call('backfills.get', { id: runId })
    expect([state, error?.code, error?.hint]).toEqual(['staged', 'file.missing', expect.stringContaining(`discard ${runId}`)])
    expect(await generations(join(copy.lake, 'daily'))).toEqual(Object.fromEntries(DAYS.map((day) => [day, [1]])))
    expect(await other.call('backfills.discard', { id: runId, ...requestId() })).toMatchObject({ state: 'discarded' })
  })
})

describe('a review', () => {
  it('is not published where the lake changed under it: the difference is told, nothing happens, and it can be thrown away', async () => {
    const { workspace, folder, client, daily, counts } = await setUp()
    await writeDays(folder, DAYS, { generation: 2 })
    const { runId, state } = await backfill(client, all, { publish: 'review' })
    expect(state).toBe('staged')
    await emptyByOthers(workspace.lake, SECOND)
    const [before, marts] = await Promise.all([replayLog(daily), replayLog(counts)])
    await publish(client, runId)
    expect(await client.call('backfills.get', { id: runId })).toMatchObject({
      state: 'staged',
      error: { code: 'plan.stale', details: { difference: { changed: [{ dataset: 'daily', dt: SECOND }] } } }
    })
    expect([await replayLog(daily), await replayLog(counts)]).toEqual([before, marts])
    await client.call('backfills.discard', { id: runId, ...requestId() })
    expect(await replayLog(daily)).toEqual(before)
    expect((await filesOnDisk(daily)).filter((path) => !before.everNamed.has(path))).toEqual([])
    expect(await leftInCorner(workspace.lake)).toEqual([])
    expect(await readdir(join(workspace.state, 'staged'))).toEqual([])
  })

  it('is published beside what others changed elsewhere, which stays', async () => {
    const { workspace, folder, client, daily } = await setUp()
    await writeDays(folder, [FIRST], { generation: 2 })
    const { runId } = await backfill(client, { ...all, dts: [FIRST] }, { publish: 'review' })
    await emptyByOthers(workspace.lake, THIRD)
    await publish(client, runId)
    expect(await client.call('backfills.get', { id: runId })).toMatchObject({ state: 'done' })
    expect(await generations(daily)).toEqual({ [FIRST]: [2], [SECOND]: [1], '2024-01-04': [1] })
    expect(await leftInCorner(workspace.lake)).toEqual([])
  })
})

describe('a dataset that asks above 10 %', () => {
  it('publishes what changes less at once, and asks for what changes more and for what is made together from that', async () => {
    const { folder, client, daily, counts } = await setUp({ runs: { publish: { askAbove: 10 } } })
    // Of 40 rows, 2 are 5 % and 8 are 20 %.
    await writeDays(folder, [FIRST], { generation: (id) => (id < 2 ? 2 : 1) })
    await writeDays(folder, [SECOND], { generation: (id) => (id < 8 ? 2 : 1) })
    const { runId, state, partitions } = await backfill(client, all)
    expect(state).toBe('staged')
    expect(partitions.filter(({ state: at }) => at === 'staged').map(({ dataset, dt }) => `${dataset} ${dt}`)).toEqual([
      `daily ${SECOND}`,
      `counts ${FIRST}`,
      `counts ${SECOND}`
    ])
    const { items } = await client.call('backfills.get', { id: runId })
    expect(items.find(({ dataset, dt }) => dataset === 'daily' && dt === SECOND)?.difference).toEqual({
      ...{ added: 0, removed: 0, changed: 8, unchanged: 32 }
    })
    expect(await generations(daily)).toMatchObject({ [FIRST]: [2, 1], [SECOND]: [1] })
    expect(await generations(counts)).toMatchObject({ [FIRST]: [1], [SECOND]: [1] })
    await publish(client, runId)
    expect(await generations(daily)).toMatchObject({ [FIRST]: [2, 1], [SECOND]: [2, 1] })
    expect(await generations(counts)).toMatchObject({ [FIRST]: [2], [SECOND]: [2] })
  })

  it('asks for exactly more than that, and not of a partition that is new', async () => {
    const { folder, client, daily } = await setUp({ runs: { publish: { askAbove: 10 } } })
    const fresh = '2024-01-05'
    await writeDays(folder, [FIRST], { generation: (id) => (id < 4 ? 2 : 1) })
    await writeDays(folder, [fresh], { generation: 2 })
    const { state, partitions } = await backfill(client, { ...all, dts: [FIRST, fresh] })
    expect(partitions.flatMap(({ error }) => error ?? [])).toEqual([])
    expect([state, await generations(daily)]).toMatchObject(['done', { [FIRST]: [2, 1], [fresh]: [2] }])
  })
})
