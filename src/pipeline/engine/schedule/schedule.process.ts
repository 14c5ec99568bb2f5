import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { systemClock, type Clock } from '../../lib/clock'
import { openEngine } from '../engine'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { engineChild } from '../testing/engine-child'
import { runningClock } from '../testing/hand-clock'
import {
  activeOf,
  HOUR,
  intervalsRun,
  look,
  MIDNIGHT,
  perDay,
  ranOf,
  runTime,
  settled,
  ticksOf,
  WAIT,
  withHours,
  writeHours
} from '../testing/hours'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const setUp = (clock: Clock, change: Partial<DatasetSpecInput> = {}, others: DatasetSpecInput[] = []) =>
  withHours(built.worker, clock, change, others)

describe('a schedule', () => {
  it('F21: runs 24 hours of which 7 have data; the other 17 are empty, which is not missing, and what follows is made', async () => {
    const clock = runningClock(runTime(1))
    const { open, folder } = await setUp(clock, {}, [perDay])
    await writeHours(folder, [0, 3, 4, 9, 10, 15, 23])
    const { client } = await open()
    for (let hour = 1; hour <= 24; hour += 1) {
      clock.set(runTime(hour))
      await look(client)
      await vi.waitFor(async () => expect(await ranOf(client)).toHaveLength(hour), WAIT)
    }
    await settled(client, 24)
    const hours = await client.call('intervals.list', { name: 'hours', from: '2024-03-05', to: '2024-03-05' })
    expect(hours.filter(({ state }) => state === 'ok')).toHaveLength(7)
    expect(hours.filter(({ state }) => state === 'empty')).toHaveLength(17)
    expect(await client.call('lake.partitions', { name: 'per_day' })).toMatchObject([{ dt: '2024-03-05', state: 'ok', rows: 1 }])
  })

  it('F23: runs the 72 hours that were missed in three days while it was closed, each once and in order', async () => {
    const clock = runningClock(runTime(1))
    const { open, folder } = await setUp(clock)
    await writeHours(folder, [0, 5])
    const first = await open()
    await settled(first.client, 1)
    await first.engine.close()
    clock.set(runTime(73))
    const { client } = await open()
    await settled(client, 73)
    const expected = Array.from({ length: 73 }, (_, hour) =>
      new Date(MIDNIGHT + hour * HOUR).toISOString().replace(':00.000Z', 'Z')
    )
    expect((await ranOf(client)).map(({ interval }) => interval)).toEqual(expected)
    expect(await intervalsRun(client)).toEqual(expected)
  }, 240_000)

  it('skips what was missed where the dataset says so, with a record of each, but for the newest', async () => {
    const clock = runningClock(runTime(1))
    const { open, folder } = await setUp(clock, { schedule: { cron: '5 * * * *', missed: 'skip' } })
    await writeHours(folder, [0])
    const first = await open()
    await settled(first.client, 1)
    await first.engine.close()
    clock.set(runTime(13))
    const { client } = await open()
    await settled(client, 2)
    const ticks = await ticksOf(client)
    expect(ticks.map(({ state }) => state)).toEqual(['run', ...Array<string>(11).fill('skipped'), 'run'])
    expect(ticks[1]?.reason).toContain('missed while no engine ran or its schedule was paused')
    expect(await intervalsRun(client)).toHaveLength(2)
  })

  it('F23: of 20 engines that start at once on one workspace one runs, and starts what is due once', async () => {
    const { workspace, host, folder } = await setUp(runningClock(runTime(1)))
    await writeHours(folder, [0])
    const started = await Promise.allSettled(Array.from({ length: 20 }, () => openEngine(host, { workspace: workspace.root })))
    const engines = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    try {
      const [client] = engines.map(connectTo)
      if (client === undefined) throw new Error('no engine started')
      await settled(client, 1)
      expect(await intervalsRun(client)).toEqual(['2024-03-04T15:00Z'])
      expect(engines).toHaveLength(1)
    } finally {
      await Promise.all(engines.map((engine) => engine.close()))
    }
  })

  it('F23: a run that is longer than its period overlaps with no other one; what fell due meanwhile runs after it', async () => {
    const clock = runningClock(runTime(1))
    const { open, folder } = await setUp(clock)
    await writeHours(folder, [0])
    const { client } = await open()
    await settled(client, 1)
    await appendFile(join(folder, 'in', '2024030500.csv'), '2024-03-05T00:20:00+09:00,7\n')
    // A run that waits for somebody's review is not over.
    const long = { selection: { name: 'hours', only: 'all' as const }, options: { publish: 'review' as const } }
    const { id } = await client.call('backfills.start', { ...long, ...requestId() })
    await vi.waitFor(async () => expect(await activeOf(client)).toMatchObject([{ state: 'staged' }]), WAIT)
    for (const hour of [2, 3, 4]) {
      clock.set(runTime(hour))
      await look(client)
    }
    await vi.waitFor(async () => expect((await ticksOf(client)).map(({ state }) => state)).toEqual(['due', 'due', 'due', 'run']))
    await client.call('backfills.publish', { id, ...requestId() })
    await settled(client, 4)
    const ran = (await ranOf(client)).map(({ interval }) => interval)
    expect(await intervalsRun(client)).toEqual([ran[0], undefined, ...ran.slice(1)])
  })

  it.each([
    ['by interval', {}],
    ['with what the source restates', { restate: { count: 1, unit: 'day' as const } }]
  ])('does not run again what an engine had started when it died, %s', async (_, change) => {
    const { workspace, open } = await setUp(systemClock, change)
    await engineChild(built, workspace, 'die-after-begin').gone
    const { client } = await open()
    await vi.waitFor(async () => expect(await activeOf(client)).toEqual([]), WAIT)
    const started = (await client.call('backfills.list', {})).map(({ id }) => id)
    expect((await ranOf(client)).map(({ backfill }) => backfill)).toEqual(started.reverse())
    expect(started).toHaveLength(1)
  })

  it('waits while it is paused, and one that is none cannot be paused', async () => {
    const { open } = await setUp(runningClock(MIDNIGHT), {}, [perDay])
    const { client } = await open()
    await client.call('schedules.pause', { name: 'hours', paused: true, ...requestId() })
    expect(await client.call('schedules.list', {})).toMatchObject([
      { dataset: 'hours', nextAt: null, schedule: { paused: true } }
    ])
    await expect(client.call('schedules.pause', { name: 'per_day', paused: true, ...requestId() })).rejects.toThrow(
      'schedule.invalid'
    )
  })
})
