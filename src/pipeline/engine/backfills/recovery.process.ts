import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openState } from '../../store'
import { buildServices } from '../build-services'
import { openEngine } from '../engine'
import { backfill, publish, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { countsSpec, daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'
import { filesOnDisk, readRows, replayLog } from '../testing/read-table'
import type { Workspace } from '../workspace'

const DAYS = januaryDays(4)
const [FIRST = '', SECOND = ''] = DAYS
const selection: Selection = { name: 'daily', dts: DAYS, only: 'all' }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

async function setUp(): Promise<{ workspace: Workspace; folder: string; daily: string }> {
  const made = await newWorkspace((sources) => [daysSpec(sources, { maxBadShare: 0 }), countsSpec()])
  await writeDays(made.folder, DAYS)
  return { ...made, daily: join(made.workspace.lake, 'daily') }
}

/**
 * The state as it is when an engine dies between keeping what a unit staged and writing down that it has. A schedule had started it, so that
 * it reads what is there then.
 */
function forgetUnit(workspace: Workspace, dt: string): void {
  const state = new DatabaseSync(join(workspace.state, 'state.sqlite'))
  state.exec("UPDATE backfills SET state = 'running', record = json_set(record, '$.state', 'running', '$.trigger', 'schedule')")
  state
    .prepare("UPDATE backfill_items SET item = json_set(item, '$.state', 'running') WHERE json_extract(item, '$.dt') = ?")
    .run(dt)
  state.close()
}

const generationsOf = async (daily: string): Promise<Record<string, unknown>[]> => {
  const rows = await readRows(daily, (await replayLog(daily)).files)
  return rows.map(({ day, id, generation }) => ({ day: (day as Date).toISOString().slice(0, 10), id, generation }))
}

describe('a review whose engine died before it was written down', () => {
  it('stages those partitions anew, and publishes only what was staged last', async () => {
    const { workspace, folder, daily } = await setUp()
    const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
    const { runId } = await backfill(connectTo(first), selection, { publish: 'review' })
    await first.close()
    forgetUnit(workspace, FIRST)
    await writeDays(folder, [FIRST], { generation: 2, rows: 3 })
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    await client.ended((await client.call('backfills.get', { id: runId })).job ?? '')
    expect(await client.call('backfills.get', { id: runId })).toMatchObject({ state: 'staged' })
    const units = (await readdir(join(workspace.state, 'staged', runId))).length
    const folders = await readdir(join(workspace.lake, '_penstock', 'staging', 'daily'))
    expect([units, folders.length]).toEqual([4 + 1, 4])
    await publish(client, runId)
    expect(await client.call('backfills.get', { id: runId })).toMatchObject({ state: 'done' })
    const { files, version } = await replayLog(daily)
    expect([version, files.length, (await filesOnDisk(daily)).length]).toEqual([0, 4, 4])
    const rows = await generationsOf(daily)
    expect(rows.filter(({ day }) => day === FIRST).map(({ generation }) => generation)).toEqual([2n, 2n, 2n])
    expect(rows.filter(({ day }) => day === SECOND)).toHaveLength(40)
  })

  it('publishes nothing of what the second try refused', async () => {
    const { workspace, folder, daily } = await setUp()
    const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
    const { runId } = await backfill(connectTo(first), selection, { publish: 'review', follow: false })
    await first.close()
    forgetUnit(workspace, FIRST)
    await writeFile(join(folder, 'in', `${FIRST}.csv`), 'id,generation\none,2\n')
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    await client.ended((await client.call('backfills.get', { id: runId })).job ?? '')
    const { items } = await client.call('backfills.get', { id: runId })
    expect(items.map(({ state }) => state)).toEqual(['refused', 'staged', 'staged', 'staged'])
    await publish(client, runId)
    expect(new Set((await generationsOf(daily)).map(({ day }) => day))).toEqual(new Set(DAYS.slice(1)))
  })

  it('leaves no trace of backfills that are over', async () => {
    const { workspace } = await setUp()
    const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
    const client = connectTo(first)
    const { runId } = await backfill(client, selection, { publish: 'review' })
    await first.close()
    const state = new DatabaseSync(join(workspace.state, 'state.sqlite'))
    state.exec("UPDATE backfills SET state = 'cancelled', record = json_set(record, '$.state', 'cancelled')")
    state.close()
    const later = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    expect(await later.call('backfills.get', { id: runId })).toMatchObject({ state: 'cancelled' })
    expect(await readdir(join(workspace.state, 'staged'))).toEqual([])
    expect(await readdir(join(workspace.lake, '_penstock', 'staging', 'daily'))).toEqual([])
  })
})

describe('a start whose answer was lost with the engine', () => {
  it('is answered the same when it is asked again, and has started once', async () => {
    const { workspace, daily } = await setUp()
    const { host } = nodeHost(built.worker)
    const asked = requestId()
    const state = await openState(join(workspace.state, 'state.sqlite'), host.clock.now())
    const services = await buildServices(host, workspace, state)
    const by = { startedBy: 'kim@desk', requestId: asked.clientRequestId, trigger: 'person' as const }
    const chosen = { ...selection, only: 'all' as const }
    const started = await services.backfills.start({ selection: chosen, options: { follow: true }, ...by })
    services.backfills.close()
    await services.jobs.close()
    await services.pool.close()
    state.close()
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    expect(await client.call('backfills.start', { selection, ...asked })).toEqual(started)
    expect(await client.ended(started.job)).toMatchObject({ state: 'done' })
    expect(await client.call('backfills.list', {})).toHaveLength(1)
    expect((await replayLog(daily)).files).toHaveLength(4)
  })

  it('also that of a publication', async () => {
    const { workspace, daily } = await setUp()
    const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
    const { runId } = await backfill(connectTo(first), selection, { publish: 'review' })
    await first.close()
    const { host } = nodeHost(built.worker)
    const asked = requestId()
    const state = await openState(join(workspace.state, 'state.sqlite'), host.clock.now())
    const services = await buildServices(host, workspace, state)
    await services.backfills.resumeAll(new Map())
    const { job } = await services.backfills.publish(runId, { startedBy: 'kim@desk', requestId: asked.clientRequestId })
    services.backfills.close()
    await services.jobs.close()
    await services.pool.close()
    state.close()
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    expect(await client.call('backfills.publish', { id: runId, ...asked })).toMatchObject({ id: runId, job })
    await client.ended(job ?? '')
    expect(await client.call('backfills.get', { id: runId })).toMatchObject({ state: 'done' })
    expect((await replayLog(daily)).version).toBe(0)
  })
})
