import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DatasetSpecInput } from '../../contract'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import type { TestClient } from '../testing/client'
import { atWorkAt, datedSpec, intervalsOf, lookAt, ran } from '../testing/dated'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const kst = (text: string): number => Date.parse(`${text}+09:00`)
const idOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`
const partitionsOf = async (client: TestClient, name: string) =>
  (await client.call('lake.partitions', { name })).map(({ dt, rows, state }) => `${dt} ${state} ${rows}`)

/** What comes by the time of day; a file for each interval, named by its start in the dataset's zone. */
const timed = (folder: string, unit: 'minute' | 'hour', change: Partial<DatasetSpecInput>): DatasetSpecInput => ({
  format: 1,
  name: 'timed',
  source: { location: join(folder, 'timed'), pattern: '{interval:%Y%m%d%H%M}.csv', format: 'csv' },
  columns: [{ name: 'at', source: { header: 'at' }, type: 'timestamp' }],
  primaryKey: ['at'],
  partition: { columns: ['at'], grain: 'day' },
  ...{ mode: 'incremental', interval: { unit }, whenEmpty: 'accept', calendar: undefined, range: undefined },
  ...change
})

describe('micro-batches by the minute', () => {
  it('each run once, over midnight in Korea into the partition of their own day, and what comes after them too', async () => {
    const start = kst('2024-03-04T23:57:00')
    const perDay: DatasetSpecInput = {
      ...{ format: 1, name: 'per_day', columns: [], primaryKey: ['day'], partition: { columns: ['day'], grain: 'day' } },
      derive: { sql: `SELECT ("at" AT TIME ZONE 'Asia/Seoul')::DATE AS day, count(*) AS n FROM timed GROUP BY 1` },
      schedule: { after: ['timed'] }
    }
    const { client, clock, folder } = await atWorkAt(built.worker, start, (sources) => [
      timed(sources, 'minute', { schedule: { cron: '* * * * *' } }),
      perDay
    ])
    for (const name of ['202403042356', '202403042358', '202403042359', '202403050000', '202403050001']) {
      const at = `2024-03-0${name[7] ?? ''}T${name.slice(8, 10)}:${name.slice(10)}:30+09:00`
      await writeFile(join(folder, 'timed', `${name}.csv`), `at\n${at}\n`)
    }
    const all = Array.from({ length: 7 }, (_, minute) => idOf(start + (minute - 1) * MINUTE))
    for (const [minute] of all.entries()) {
      clock.set(start + minute * MINUTE)
      await lookAt(client, 'timed')
      await vi.waitFor(async () => expect(await intervalsOf(client, 'timed')).toHaveLength(minute + 1), { timeout: 60_000 })
    }
    await ran(client, 'timed', all)
    expect((await client.call('backfills.list', { name: 'timed', limit: 500 })).map(({ from }) => from).reverse()).toEqual([
      ...Array<string>(4).fill('2024-03-04'),
      ...Array<string>(3).fill('2024-03-05')
    ])
    const found = await client.call('lake.partitions', { name: 'timed' })
    expect(found.map(({ dt, rows }) => [dt, rows])).toEqual([
      ['2024-03-04', 3],
      ['2024-03-05', 2]
    ])
    expect((await client.call('lake.partitions', { name: 'per_day' })).map(({ dt }) => dt)).toEqual(['2024-03-04', '2024-03-05'])
  })
})

describe('New York', () => {
  it.each([
    ['2024-03-10', '2024-03-10T05:00:00Z', 23],
    ['2024-11-03', '2024-11-03T04:00:00Z', 25]
  ])('has on %s as many hours as its clocks show, each of which runs once', async (day, midnight, hours) => {
    const start = Date.parse(midnight)
    const zone = 'America/New_York'
    const { client, clock, folder } = await atWorkAt(built.worker, start + HOUR + 5 * MINUTE, (sources) => [
      timed(sources, 'hour', { zone, schedule: { cron: '5 * * * *' }, range: { from: day, to: day } })
    ])
    await writeFile(join(folder, 'timed', `${day.replaceAll('-', '')}1200.csv`), `at\n${day}T12:10:00\n`)
    await ran(client, 'timed', [idOf(start)])
    clock.set(start + (hours + 1) * HOUR)
    await lookAt(client, 'timed')
    await ran(
      client,
      'timed',
      Array.from({ length: hours }, (_, hour) => idOf(start + hour * HOUR))
    )
    expect(await partitionsOf(client, 'timed')).toEqual([`${day} ok 1`])
    const states = (await client.call('intervals.list', { name: 'timed', from: day, to: day })).map(({ state }) => state)
    expect([states.length, states.filter((state) => state === 'empty').length]).toEqual([hours, hours - 1])
  })

  it('runs at its own half past four before and after the clocks change', async () => {
    const spec = { calendar: 'nyse', zone: 'America/New_York', range: { from: '2024-03-08' }, schedule: { cron: '30 16 * * *' } }
    const friday = Date.parse('2024-03-08T21:30:00Z')
    const { client, clock, write } = await atWorkAt(built.worker, friday - MINUTE, (folder) => [
      datedSpec(folder, 'prices', { ...spec, expectedBy: { days: 0, time: '16:30' } })
    ])
    await write('prices', '2024-03-08')
    await write('prices', '2024-03-11')
    clock.set(friday)
    await lookAt(client, 'prices')
    await ran(client, 'prices', ['2024-03-08'])
    clock.set(Date.parse('2024-03-11T20:29:00Z'))
    await lookAt(client, 'prices')
    await ran(client, 'prices', ['2024-03-08'])
    clock.set(Date.parse('2024-03-11T20:30:00Z'))
    await lookAt(client, 'prices')
    await ran(client, 'prices', ['2024-03-08', '2024-03-11'])
  })
})

describe('the KRX calendar', () => {
  it('lets nothing fall due over Seollal, and the day before it on the day after it', async () => {
    const { client, clock, write } = await atWorkAt(built.worker, kst('2024-02-08T07:59:00'), (folder) => [
      datedSpec(folder, 'prices', { range: { from: '2024-02-07' }, schedule: { cron: '0 8 * * *' } })
    ])
    for (const day of ['2024-02-07', '2024-02-08', '2024-02-13']) await write('prices', day)
    const after = async (time: string, days: readonly string[]): Promise<void> => {
      clock.set(kst(time))
      await lookAt(client, 'prices')
      await ran(client, 'prices', days)
    }
    await after('2024-02-08T08:00:00', ['2024-02-07'])
    for (const holiday of ['2024-02-09', '2024-02-10', '2024-02-12']) await after(`${holiday}T23:00:00`, ['2024-02-07'])
    await after('2024-02-13T08:00:00', ['2024-02-07', '2024-02-08'])
    expect(await partitionsOf(client, 'prices')).toEqual(['2024-02-07 ok 1', '2024-02-08 ok 1'])
  })

  it('of the workspace takes the place of the shipped one: nothing is awaited of a day that it closes', async () => {
    const { client, clock, write, workspace } = await atWorkAt(built.worker, kst('2024-03-04T12:00:00'), (folder) => [
      datedSpec(folder, 'prices', { schedule: { cron: '0 8 * * *' } })
    ])
    const shipped = await client.call('calendars.get', { id: 'krx' })
    const closed = [...shipped.closed, { date: '2024-03-05', ko: '임시 공휴일', en: 'Temporary holiday' }]
    const file = { ...shipped, closed: closed.sort((left, right) => (left.date < right.date ? -1 : 1)) }
    await mkdir(join(workspace, 'calendars'), { recursive: true })
    await writeFile(join(workspace, 'calendars', 'krx.json'), JSON.stringify(file))
    for (const day of ['2024-03-04', '2024-03-06']) await write('prices', day)
    for (const [time, days] of [
      ['2024-03-05T08:00:00', []],
      ['2024-03-06T08:00:00', ['2024-03-04']],
      ['2024-03-07T08:00:00', ['2024-03-04', '2024-03-06']]
    ] as const) {
      clock.set(kst(time))
      await lookAt(client, 'prices')
      await ran(client, 'prices', days)
    }
    expect(await partitionsOf(client, 'prices')).toEqual(['2024-03-04 ok 1', '2024-03-06 ok 1'])
  })
})
