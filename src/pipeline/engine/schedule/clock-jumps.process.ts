import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import type { Clock } from '../../lib/clock'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import type { TestClient } from '../testing/client'
import { runningClock } from '../testing/hand-clock'
import { HOUR, intervalsRun, look, runTime, settled, ticksOf, WAIT, withHours, writeHours } from '../testing/hours'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const setUp = (clock: Clock, change: Partial<DatasetSpecInput> = {}) => withHours(built.worker, clock, change)

describe('a clock that jumps', () => {
  it('F19: a clock that jumps a day back, ahead again and back an hour leaves no hour out, names none that is not due and publishes none twice', async () => {
    const clock = runningClock(runTime(1))
    const { open, folder } = await setUp(clock)
    await writeHours(folder, [0])
    const { client } = await open()
    await settled(client, 1)
    // What the clock shows is what counts: before its time an interval waits, and what is run again changes nothing.
    const jumps = [
      { at: runTime(1) - 24 * HOUR, ran: 0 },
      { at: runTime(2), ran: 2 },
      { at: runTime(1), ran: 1 },
      { at: runTime(3), ran: 3 }
    ]
    for (const { at, ran } of jumps) {
      clock.set(at)
      await look(client)
      await settled(client, ran)
    }
    const intervals = new Set(await intervalsRun(client))
    expect([...intervals].sort()).toEqual(['2024-03-04T15:00Z', '2024-03-04T16:00Z', '2024-03-04T17:00Z'])
    const { runs } = await client.call('runs.list', { filter: { name: 'hours' } })
    expect(runs.reduce((sum, { changed }) => sum + changed, 0)).toBe(1)
  })

  it('F19: would run hours again if it went by the clock alone (plant wall-clock-timeouts)', async () => {
    vi.stubEnv('PENSTOCK_PLANT', 'wall-clock-timeouts')
    onTestFinished(() => void vi.unstubAllEnvs())
    const { open, folder } = await setUp(runningClock(runTime(1)), { range: { from: '2024-03-05' } })
    await writeHours(folder, [0])
    const { client } = await open()
    await vi.waitFor(async () => {
      await look(client)
      const run = await intervalsRun(client)
      expect(new Set(run).size).toBeLessThan(run.length)
    }, WAIT)
  })

  it('F19: what ran while the clock stood a day ahead for a moment runs again at its own time, so that its data arrives', async () => {
    const clock = runningClock(runTime(1))
    const { open, folder } = await setUp(clock, { schedule: { cron: '5 */8 * * *' } })
    await writeHours(folder, [0])
    const { client } = await open()
    await settled(client, 1)
    clock.set(runTime(25))
    await look(client)
    await settled(client, 25)
    clock.set(runTime(1))
    await look(client)
    await settled(client, 1)
    await writeHours(folder, [3, 12, 20])
    for (const hour of [8, 16, 25]) {
      clock.set(runTime(hour) + 10 * MINUTE)
      await look(client)
      await vi.waitFor(async () => expect((await waiting(client)).filter((at) => at <= clock.now())).toEqual([]), WAIT)
    }
    await settled(client, 25)
    const hours = await client.call('intervals.list', { name: 'hours', from: '2024-03-05', to: '2024-03-05' })
    expect(hours.filter(({ state }) => state === 'ok')).toHaveLength(4)
  }, 240_000)
})

const MINUTE = 60_000

/** Due times of intervals that wait. */
const waiting = async (client: TestClient): Promise<number[]> =>
  (await ticksOf(client)).filter(({ state }) => state === 'due').map(({ dueAt }) => Date.parse(dueAt))
