import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openState } from '../../store'
import { backfill } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { requestId } from '../testing/client'
import { runningClock } from '../testing/hand-clock'
import { runTime, withHours, writeHours } from '../testing/hours'

const HOUR_0 = '2024-03-04T15:00Z'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

describe('what a schedule has missed', () => {
  it('is an interval that could not be started, until it is there', async () => {
    const { open, folder, workspace } = await withHours(built.worker, runningClock(runTime(1)))
    await writeHours(folder, [0])
    const state = await openState(join(workspace.state, 'state.sqlite'), runTime(1))
    const at = new Date(runTime(1)).toISOString()
    const tick = { dataset: 'hours', interval: HOUR_0, dueAt: at, at, backfill: null, reason: 'The folder was not there.' }
    await state.ticks.settle({ ...tick, state: 'failed' })
    state.close()
    const { client } = await open()
    const missed = async () => (await client.call('schedules.list', {})).map((status) => status.missed)
    expect(await missed()).toEqual([1])
    await client.call('schedules.pause', { name: 'hours', paused: true, ...requestId() })
    await backfill(client, { name: 'hours', interval: HOUR_0, only: 'all' })
    expect(await missed()).toEqual([0])
  })
})
