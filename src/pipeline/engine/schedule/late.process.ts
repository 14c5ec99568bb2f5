import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { requestId, type TestClient } from '../testing/client'
import { atWorkAt, datedSpec, lookAt } from '../testing/dated'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const WAIT = { timeout: 60_000 }
const kst = (text: string): number => Date.parse(`${text}+09:00`)

const setUp = (at: string, specs: (folder: string) => DatasetSpecInput[]) => atWorkAt(built.worker, kst(at), specs)
const ticksOf = async (client: TestClient, name: string) =>
  (await client.call('schedules.ticks', { name })).map(({ interval, state }) => [interval, state])
const runsOf = (client: TestClient, name: string) => client.call('backfills.list', { name, active: false })

/** Resolves once `count` backfills of a dataset have ended. */
const ended = (client: TestClient, name: string, count: number): Promise<void> =>
  vi.waitFor(async () => {
    const runs = await runsOf(client, name)
    expect(runs).toHaveLength(count)
    expect(runs.every(({ finishedAt }) => finishedAt !== null)).toBe(true)
    expect(await client.call('backfills.list', { name, active: true })).toEqual([])
  }, WAIT)

const stateOf = async (client: TestClient, name: string) =>
  (await client.call('overview.get', {})).rows.find(({ dataset }) => dataset === name)

describe('the morning', () => {
  it('N14: tells empty, missing, late and refused apart', async () => {
    const { client } = await setUp('2024-03-05T08:30:00', (folder) => [
      datedSpec(folder, 'empty', { schedule: { cron: '0 8 * * *' }, whenEmpty: 'accept' }),
      datedSpec(folder, 'missing', { range: { from: '2024-03-04', to: '2024-03-05' } }),
      datedSpec(folder, 'late', { expectedBy: { days: 1, time: '07:00' } }),
      datedSpec(folder, 'refused', { schedule: { cron: '0 8 * * *' } })
    ])
    await ended(client, 'empty', 1)
    await ended(client, 'refused', 1)
    const { rows, needing } = await client.call('overview.get', {})
    expect(Object.fromEntries(rows.map(({ dataset, state, attention }) => [dataset, `${state} ${String(attention)}`]))).toEqual({
      empty: 'empty false',
      missing: 'missing true',
      late: 'late true',
      refused: 'refused true'
    })
    expect(needing).toBe(3)
    expect((await stateOf(client, 'late'))?.current).toMatchObject({ id: '2024-03-04', lateMinutes: 90 })
    expect((await stateOf(client, 'refused'))?.current?.error).toMatchObject({ code: 'check.empty' })
  })
})

describe('a source that is late', () => {
  it('is asked again at each time of its schedule until it has come, and no more then', async () => {
    const { client, clock, write } = await setUp('2024-03-05T00:01:00', (folder) => [
      datedSpec(folder, 'prices', { schedule: { cron: '*/10 * * * *' } })
    ])
    await ended(client, 'prices', 1)
    clock.set(kst('2024-03-05T00:09:00'))
    await lookAt(client, 'prices')
    await ended(client, 'prices', 1)
    clock.set(kst('2024-03-05T00:10:00'))
    await lookAt(client, 'prices')
    await ended(client, 'prices', 2)
    expect(await stateOf(client, 'prices')).toMatchObject({ state: 'refused', attention: true })
    await write('prices', '2024-03-04')
    clock.set(kst('2024-03-05T00:20:00'))
    await lookAt(client, 'prices')
    await ended(client, 'prices', 3)
    expect(await stateOf(client, 'prices')).toMatchObject({ state: 'ok', attention: false })
    clock.set(kst('2024-03-05T00:30:00'))
    await lookAt(client, 'prices')
    await ended(client, 'prices', 3)
    expect(await ticksOf(client, 'prices')).toEqual([['2024-03-04', 'run']])
  })

  it('is asked again also where its whole folder is not there', async () => {
    const { client, clock, write, folder } = await setUp('2024-03-05T00:01:00', (sources) => [
      datedSpec(sources, 'gone', { range: { from: '2024-03-05' }, schedule: { cron: '*/10 * * * *' } })
    ])
    await rm(join(folder, 'gone'), { recursive: true })
    clock.set(kst('2024-03-06T00:01:00'))
    await lookAt(client, 'gone')
    await ended(client, 'gone', 1)
    expect(await stateOf(client, 'gone')).toMatchObject({ state: 'failed', attention: true })
    await mkdir(join(folder, 'gone'))
    await write('gone', '2024-03-05')
    clock.set(kst('2024-03-06T00:10:00'))
    await lookAt(client, 'gone')
    await ended(client, 'gone', 2)
    expect(await stateOf(client, 'gone')).toMatchObject({ state: 'ok', attention: false })
  })

  it('is asked before the next interval, and not any more once somebody has checked it by hand', async () => {
    const { client, clock, write } = await setUp('2024-03-05T07:00:00', (folder) => [
      datedSpec(folder, 'prices', { schedule: { cron: '0 7 * * *' } })
    ])
    await ended(client, 'prices', 1)
    await write('prices', '2024-03-04')
    expect(await client.call('schedules.run', { name: 'prices', interval: '2024-03-04', ...requestId() })).toMatchObject({
      id: expect.any(String) as string
    })
    await ended(client, 'prices', 2)
    clock.set(kst('2024-03-06T07:00:00'))
    await lookAt(client, 'prices')
    await ended(client, 'prices', 3)
    await write('prices', '2024-03-05')
    clock.set(kst('2024-03-07T07:00:00'))
    await lookAt(client, 'prices')
    await ended(client, 'prices', 5)
    expect(await ticksOf(client, 'prices')).toEqual([
      ['2024-03-06', 'run'],
      ['2024-03-05', 'run'],
      ['2024-03-04', 'run']
    ])
    expect(await client.call('intervals.list', { name: 'prices', from: '2024-03-04', to: '2024-03-06' })).toMatchObject([
      { id: '2024-03-04', state: 'ok' },
      { id: '2024-03-05', state: 'ok' },
      { id: '2024-03-06', state: 'refused' }
    ])
  })
})
