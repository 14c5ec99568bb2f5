import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { systemClock, type Clock } from '../../lib/clock'
import { openEngine } from '../engine'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { engineChild } from '../testing/engine-child'
import { runningClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const HOUR = 3_600_000
const MIDNIGHT = Date.parse('2024-03-04T15:00:00Z') // 2024-03-05 00:00 KST
const WAIT = { timeout: 90_000 }
/** Five minutes into an hour of 2024-03-05 KST, when the schedule runs. */
const runTime = (hour: number): number => MIDNIGHT + 5 * 60_000 + hour * HOUR

const hourly = (folder: string, change: Partial<DatasetSpecInput> = {}): DatasetSpecInput => ({
  format: 1,
  name: 'hours',
  source: { location: join(folder, 'in'), pattern: '{interval:%Y%m%d%H}.csv', format: 'csv' },
  columns: [
    { name: 'at', source: { header: 'at' }, type: 'timestamp' },
    { name: 'id', source: { header: 'id' }, type: 'integer' }
  ],
  primaryKey: ['at', 'id'],
  partition: { columns: ['at'], grain: 'day' },
  mode: 'incremental',
  interval: { unit: 'hour' },
  schedule: { cron: '5 * * * *' },
  whenEmpty: 'accept',
  ...change
})

const derived: DatasetSpecInput = {
  format: 1,
  name: 'per_day',
  derive: { sql: 'SELECT "at"::DATE AS day, count(*) AS n FROM hours GROUP BY 1' },
  columns: [],
  primaryKey: ['day'],
  partition: { columns: ['day'], grain: 'day' }
}

/** Hours of 2024-03-05 KST that have a file. */
async function writeHours(folder: string, hours: readonly number[]): Promise<void> {
  await mkdir(join(folder, 'in'), { recursive: true })
  const two = (value: number): string => String(value).padStart(2, '0')
  await Promise.all(
    hours.map((hour) =>
      writeFile(join(folder, 'in', `20240305${two(hour)}.csv`), `at,id\n2024-03-05T${two(hour)}:10:00+09:00,${hour}\n`)
    )
  )
}

async function setUp(clock: Clock, change: Partial<DatasetSpecInput> = {}, others: DatasetSpecInput[] = []) {
  const { workspace, folder } = await newWorkspace((sources) => [hourly(sources, change), ...others])
  const host = { ...nodeHost(built.worker).host, kind: 'serve' as const, clock }
  const open = async () => {
    const engine = await engineOn(workspace, host)
    return { engine, client: connectTo(engine) }
  }
  return { open, folder, workspace, host }
}

const ticksOf = (client: TestClient) => client.call('schedules.ticks', { name: 'hours', limit: 500 })
const ranOf = async (client: TestClient) => (await ticksOf(client)).filter(({ state }) => state === 'run').reverse()
const activeOf = (client: TestClient) => client.call('backfills.list', { active: true })
/** A schedule looks when something changes, so that tests need not wait for its timer. */
const look = (client: TestClient) => client.call('schedules.pause', { name: 'hours', paused: false, ...requestId() })

async function settled(client: TestClient, count: number): Promise<void> {
  await vi.waitFor(async () => expect(await ranOf(client)).toHaveLength(count), WAIT)
  await vi.waitFor(async () => expect(await activeOf(client)).toEqual([]), WAIT)
}

/** The interval of each backfill that ran, oldest first. */
async function intervalsRun(client: TestClient): Promise<(string | undefined)[]> {
  const list = await client.call('backfills.list', { name: 'hours', active: false, limit: 500 })
  const all = await Promise.all(list.map(({ id }) => client.call('backfills.get', { id })))
  return all.map(({ plan }) => plan.selection.interval).reverse()
}

describe('a schedule', () => {
  it('F21: runs 24 hours of which 7 have data; the other 17 are empty, which is not missing, and what follows is made', async () => {
    const clock = runningClock(runTime(1))
    const { open, folder } = await setUp(clock, {}, [derived])
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
    expect(ticks[1]?.reason).toContain('missed while no engine ran')
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
    const { open } = await setUp(runningClock(MIDNIGHT), {}, [derived])
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
