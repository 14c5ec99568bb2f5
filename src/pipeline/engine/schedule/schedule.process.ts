import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import type { Clock } from '../../lib/clock'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId } from '../testing/client'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const HOUR = 3_600_000
const MIDNIGHT = Date.parse('2024-03-04T15:00:00Z') // 2024-03-05 00:00 KST

/** A clock that is set by hand; durations go by the real one. */
function handClock(at: number): Clock & { set(to: number): void } {
  let now = at
  return { now: () => now, monotonic: () => performance.now(), set: (to) => (now = to) }
}

const hourly = (folder: string): DatasetSpecInput => ({
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
  whenEmpty: 'accept'
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

async function setUp(clock: Clock) {
  const { workspace, folder } = await newWorkspace((sources) => [hourly(sources), derived])
  const open = async () => {
    const engine = await engineOn(workspace, { ...nodeHost(built.worker).host, kind: 'serve', clock })
    return { engine, client: connectTo(engine) }
  }
  return { open, folder, workspace }
}

describe('a schedule', () => {
  it('F21: runs 24 hours of which 7 have data; the other 17 are empty, which is not missing, and what follows is made', async () => {
    const clock = handClock(MIDNIGHT + 5 * 60_000 + HOUR)
    const { open, folder } = await setUp(clock)
    await writeHours(folder, [0, 3, 4, 9, 10, 15, 23])
    const { client } = await open()
    const ticks = async () => (await client.call('schedules.ticks', { name: 'hours' })).filter(({ state }) => state === 'run')
    for (let hour = 1; hour <= 24; hour += 1) {
      clock.set(MIDNIGHT + 5 * 60_000 + hour * HOUR)
      await client.call('schedules.pause', { name: 'hours', paused: false, ...requestId() })
      await vi.waitFor(async () => expect(await ticks()).toHaveLength(hour), { timeout: 20_000 })
    }
    await vi.waitFor(async () => expect(await client.call('backfills.list', { active: true })).toEqual([]), { timeout: 20_000 })
    const hours = await client.call('intervals.list', { name: 'hours', from: '2024-03-05', to: '2024-03-05' })
    expect(hours.filter(({ state }) => state === 'ok')).toHaveLength(7)
    expect(hours.filter(({ state }) => state === 'empty')).toHaveLength(17)
    expect(await client.call('lake.partitions', { name: 'per_day' })).toMatchObject([{ dt: '2024-03-05', state: 'ok', rows: 1 }])
  })

  it('F23: runs what was missed while it was closed, each hour once and in order', async () => {
    const clock = handClock(MIDNIGHT + 5 * 60_000 + HOUR)
    const { open, folder } = await setUp(clock)
    await writeHours(folder, [0])
    const first = await open()
    await vi.waitFor(async () => expect(await first.client.call('schedules.ticks', {})).toMatchObject([{ state: 'run' }]), {
      timeout: 20_000
    })
    await first.engine.close()
    clock.set(MIDNIGHT + 5 * 60_000 + 13 * HOUR)
    const { client } = await open()
    const ran = async () =>
      (await client.call('schedules.ticks', { name: 'hours' })).filter(({ state }) => state === 'run').reverse()
    await vi.waitFor(async () => expect(await ran()).toHaveLength(13), { timeout: 60_000 })
    await vi.waitFor(async () => expect(await client.call('backfills.list', { active: true })).toEqual([]), { timeout: 20_000 })
    const ticks = await ran()
    const started = await Promise.all(
      ticks.map(async ({ backfill }) => (await client.call('backfills.get', { id: backfill ?? '' })).startedAt)
    )
    expect(ticks.map(({ interval }) => interval)).toEqual([...ticks.map(({ interval }) => interval)].sort())
    expect(new Set(ticks.map(({ backfill }) => backfill)).size).toBe(13)
    expect(started).toEqual([...started].sort())
  })

  it('F19: a clock that jumps a day ahead and back runs nothing twice', async () => {
    const clock = handClock(MIDNIGHT + 5 * 60_000 + HOUR)
    const { open, folder } = await setUp(clock)
    await writeHours(folder, [0])
    const { client } = await open()
    const ticks = () => client.call('schedules.ticks', { name: 'hours' })
    await vi.waitFor(async () => expect(await ticks()).toMatchObject([{ state: 'run' }]), { timeout: 20_000 })
    clock.set(clock.now() - 24 * HOUR)
    await client.call('schedules.pause', { name: 'hours', paused: false, ...requestId() })
    clock.set(clock.now() + 25 * HOUR)
    await client.call('schedules.pause', { name: 'hours', paused: false, ...requestId() })
    await vi.waitFor(async () => expect(await ticks()).toMatchObject([{ state: 'run' }, { state: 'run' }]), { timeout: 20_000 })
    expect(new Set((await ticks()).map(({ interval }) => interval)).size).toBe(2)
  })

  it('waits while it is paused', async () => {
    const clock = handClock(MIDNIGHT)
    const { open } = await setUp(clock)
    const { client } = await open()
    await client.call('schedules.pause', { name: 'hours', paused: true, ...requestId() })
    expect(await client.call('schedules.list', {})).toMatchObject([
      { dataset: 'hours', nextAt: null, schedule: { paused: true } }
    ])
  })
})
