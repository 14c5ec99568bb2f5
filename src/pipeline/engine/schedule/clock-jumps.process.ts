import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import type { Clock } from '../../lib/clock'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { runningClock } from '../testing/hand-clock'
import { HOUR, intervalsRun, look, ranOf, runTime, settled, ticksOf, WAIT, withHours, writeHours } from '../testing/hours'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const setUp = (clock: Clock, change: Partial<DatasetSpecInput> = {}) => withHours(built.worker, clock, change)

describe('a clock that jumps', () => {
  it('F19: a clock that jumps a day back, ahead again and back an hour runs each hour once', async () => {
    const clock = runningClock(runTime(1))
    const { open, folder } = await setUp(clock)
    await writeHours(folder, [0])
    const { client } = await open()
    await settled(client, 1)
    const jumps = [
      { at: runTime(1) - 24 * HOUR, ran: 1 },
      { at: runTime(2), ran: 2 },
      { at: runTime(1), ran: 2 },
      { at: runTime(3), ran: 3 }
    ]
    for (const { at, ran } of jumps) {
      clock.set(at)
      await look(client)
      await settled(client, ran)
    }
    // Their order by the clock is the clock's own; each ran once.
    expect((await intervalsRun(client)).sort()).toEqual(['2024-03-04T15:00Z', '2024-03-04T16:00Z', '2024-03-04T17:00Z'])
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

  it('F19: what ran while the clock stood a day ahead is not run again when it stands right', async () => {
    const clock = runningClock(runTime(1))
    const { open, folder } = await setUp(clock, { schedule: { cron: '5 */8 * * *' } })
    await writeHours(folder, [0])
    const { client } = await open()
    await vi.waitFor(async () => expect(await ranOf(client)).not.toEqual([]), WAIT)
    clock.set(runTime(25))
    await look(client)
    await vi.waitFor(async () => expect((await ticksOf(client)).every(({ state }) => state === 'run')).toBe(true), WAIT)
    const ahead = (await ranOf(client)).length
    for (const hour of [1, 8, 16, 25]) {
      clock.set(runTime(hour))
      await look(client)
    }
    await settled(client, ahead)
    const run = await intervalsRun(client)
    expect(new Set(run).size).toBe(run.length)
  })
})
