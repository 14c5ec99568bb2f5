import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openState } from '../../store'
import { openEngine } from '../engine'
import { backfill, startAndPause, untilState, type Selection } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { daysSpec, januaryDays, writeDays } from '../testing/days'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

const DAYS = januaryDays(12)
const selection: Selection = { name: 'daily', from: DAYS[0], to: DAYS.at(-1) }

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

describe('a backfill that is paused', () => {
  it('lets what is in flight end, waits over a restart of the engine, and is done after it is resumed', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
    await writeDays(folder, DAYS)
    const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
    const client = connectTo(first)
    const { id } = await startAndPause(client, selection)
    const { items, finished } = await client.call('backfills.get', { id })
    expect(finished).toBeLessThan(DAYS.length)
    expect(items.filter(({ state }) => state === 'running')).toEqual([])
    await first.close()
    const later = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const again = await later.call('backfills.get', { id })
    expect(again).toMatchObject({ state: 'paused', finished })
    await later.call('backfills.resume', { id })
    await later.ended(again.job ?? '')
    expect(await later.call('backfills.get', { id })).toMatchObject({ state: 'done', finished: DAYS.length })
    const versions = await later.call('lake.history', { name: 'daily' })
    expect(versions.flatMap(({ partitions }) => partitions.map(({ dt }) => dt)).sort()).toEqual(DAYS)
  })
})

describe('a backfill whose engine closes', () => {
  it('is told as interrupted, and goes on under its job with the next engine', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
    await writeDays(folder, DAYS)
    const first = await openEngine(nodeHost(built.worker).host, { workspace: workspace.root })
    const client = connectTo(first)
    const running = untilState(client, 'running')
    const { id, job } = await client.call('backfills.start', { selection, ...requestId() })
    await running
    await first.close()
    const state = await openState(join(workspace.state, 'state.sqlite'), Date.now())
    expect([state.jobs.get(job)?.state, state.backfills.get(id)?.state]).toEqual(['interrupted', 'running'])
    state.close()
    const later = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    expect(await later.ended(job)).toMatchObject({ state: 'done', result: { runId: id, state: 'done' } })
    const versions = await later.call('lake.history', { name: 'daily' })
    expect(versions.flatMap(({ partitions }) => partitions.map(({ dt }) => dt)).sort()).toEqual(DAYS)
  })
})

describe('the progress of a backfill', () => {
  it('B11: is what has finished, not how far the dates are; it never goes back', async () => {
    const { workspace, folder } = await newWorkspace((sources) => [daysSpec(sources)])
    const ten = DAYS.slice(0, 10)
    await writeDays(folder, ten)
    await writeDays(folder, ten.slice(0, 1), { rows: 300_000 })
    const client = connectTo(await engineOn(workspace, nodeHost(built.worker).host))
    const told: [finished: number, total: number][] = []
    client.client.subscribe('backfills.changed', {}, { event: ({ finished, total }) => told.push([finished, total]) })
    await backfill(client, { name: 'daily', dts: ten }, { concurrency: 1 })
    const finished = told.map(([count]) => count)
    expect(finished).toEqual([...finished].sort((a, b) => a - b))
    expect([...new Set(finished)]).toEqual(Array.from({ length: 11 }, (_, count) => count))
    expect(new Set(told.map(([, total]) => total))).toEqual(new Set([10]))
  })
})
