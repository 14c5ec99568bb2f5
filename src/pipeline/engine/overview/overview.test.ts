import { describe, expect, it, vi } from 'vitest'
import type { DatasetSpecInput, EventOf } from '../../contract'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { standingClock } from '../testing/hand-clock'
import { nodeHost } from '../testing/node-host'
import { engineOn, newWorkspace } from '../testing/open-engine'

/** Prices by trading day in Seoul from Monday, 4 March 2024. */
const daily = (name: string, change: Partial<DatasetSpecInput> = {}): DatasetSpecInput => ({
  format: 1,
  name,
  source: { location: 'nothing.csv', format: 'csv' },
  columns: [{ name: 'date', source: { header: 'date' }, type: 'date' }],
  partition: { columns: ['date'], grain: 'day' },
  calendar: 'krx',
  range: { from: '2024-03-04' },
  ...change
})

const kst = (text: string): number => Date.parse(`${text}+09:00`)

async function setUp(at: string, specs: DatasetSpecInput[]) {
  const clock = standingClock(kst(at))
  const { workspace } = await newWorkspace(() => specs)
  const spawnWorker = () => Promise.reject(new Error('no workers here'))
  const host = { ...nodeHost('').host, kind: 'serve' as const, clock, spawnWorker }
  const engine = await engineOn(workspace, host)
  const reopen = async (): Promise<TestClient> => {
    await engine.close()
    return connectTo(await engineOn(workspace, host))
  }
  return { clock, client: connectTo(engine), reopen }
}

const awaited = daily('awaited', { expectedBy: { days: 1, time: '07:00' }, owner: 'kim@desk' })
const gap = daily('gap', { range: { from: '2024-03-04', to: '2024-03-05' } })
const rowsOf = async (client: TestClient) => (await client.call('overview.get', {})).rows
const note = (client: TestClient, name: string, text: string, snoozedUntil: string | null = null) =>
  client.call('overview.note', { name, text, snoozedUntil, ...requestId() })

describe('the overview', () => {
  it('says what is late and since when, before what is missing, and counts both as needing somebody', async () => {
    const { client } = await setUp('2024-03-05T09:30:00', [awaited, gap, daily('later', { range: { from: '2024-03-11' } })])
    const overview = await client.call('overview.get', {})
    expect(overview.needing).toBe(2)
    expect(overview.rows.map(({ dataset, state, attention }) => [dataset, state, attention])).toEqual([
      ['awaited', 'late', true],
      ['gap', 'missing', true],
      ['later', 'ok', false]
    ])
    expect(overview.rows[0]).toMatchObject({
      owner: 'kim@desk',
      current: { id: '2024-03-04', state: 'late', expectedBy: '2024-03-04T22:00:00.000Z', lateMinutes: 150 }
    })
  })

  it('needs somebody for a dataset that cannot run, and says why', async () => {
    const { client } = await setUp('2024-03-04T12:00:00', [
      awaited,
      daily('lost', { calendar: 'nowhere', range: { from: '2024-03-11' } })
    ])
    expect(await rowsOf(client)).toMatchObject([
      { dataset: 'lost', state: 'failed', attention: true, error: { code: 'dataset.invalid' } },
      { dataset: 'awaited', state: 'ok', attention: false }
    ])
  })

  it('says when the market opens and closes next', async () => {
    const { client, clock } = await setUp('2024-03-05T08:59:59', [awaited])
    const sessions = async () =>
      (await client.call('overview.get', {})).sessions.map(({ calendar, state, changesAt }) => [calendar, state, changesAt])
    expect(await sessions()).toEqual([['krx', 'closed', '2024-03-05T00:00:00.000Z']])
    clock.set(kst('2024-03-05T09:00:00'))
    expect(await sessions()).toEqual([['krx', 'open', '2024-03-05T06:30:00.000Z']])
    clock.set(kst('2024-03-05T15:30:00'))
    expect(await sessions()).toEqual([['krx', 'closed', '2024-03-06T00:00:00.000Z']])
    clock.set(kst('2024-03-08T20:00:00'))
    expect(await sessions()).toEqual([['krx', 'closed', '2024-03-11T00:00:00.000Z']])
  })

  it.each([
    ['2024-01-02T09:30:00+09:00', 'krx closed', '2024-01-02T01:00:00.000Z', 'the year opens at ten'],
    ['2023-11-16T16:00:00+09:00', 'krx open', '2023-11-16T07:30:00.000Z', 'the exam ends an hour late'],
    ['2024-02-08T16:00:00+09:00', 'krx closed', '2024-02-13T00:00:00.000Z', 'over Seollal'],
    ['2024-11-29T12:59:00-05:00', 'nyse open', '2024-11-29T18:00:00.000Z', 'half a day after Thanksgiving'],
    ['2024-03-08T15:00:00-05:00', 'nyse open', '2024-03-08T21:00:00.000Z', 'the last day of winter time'],
    ['2024-03-10T12:00:00-04:00', 'nyse closed', '2024-03-11T13:30:00.000Z', 'the first opening of summer time']
  ])('goes by the hours of the day: at %s %s until %s, %s', async (at, said, until) => {
    const [calendar = '', state] = said.split(' ')
    const zone = calendar === 'krx' ? 'Asia/Seoul' : 'America/New_York'
    const { client, clock } = await setUp('2024-03-05T08:59:59', [{ ...awaited, calendar, zone }])
    clock.set(Date.parse(at))
    expect((await client.call('overview.get', {})).sessions).toMatchObject([{ calendar, state, changesAt: until }])
  })

  it('needs nobody for a dataset that is snoozed, until it is not any more; a note stays until it is emptied', async () => {
    const { client, clock } = await setUp('2024-03-05T09:30:00', [awaited])
    await note(client, 'awaited', 'the vendor was told', '2024-03-05T03:00:00.000Z')
    expect(await rowsOf(client)).toMatchObject([
      { state: 'late', attention: false, note: { text: 'the vendor was told', by: 'kim@desk' } }
    ])
    clock.set(kst('2024-03-05T12:00:00'))
    expect(await rowsOf(client)).toMatchObject([{ attention: true, note: { text: 'the vendor was told' } }])
    expect(await note(client, 'awaited', ' ')).toBeNull()
    expect(await rowsOf(client)).toMatchObject([{ note: null }])
    await expect(note(client, 'nobody', 'x')).rejects.toThrow('dataset.missing')
  })

  it('tells of nothing as worse that needed somebody before the engine started', async () => {
    const { client } = await setUp('2024-03-05T09:30:00', [awaited])
    const heard = events(client)
    expect(await heard.next()).toEqual({ needing: 1, worse: false, dataset: null })
  })

  it('tells when a deadline has passed, as worse and once', async () => {
    const { client, clock } = await setUp('2024-03-05T06:59:00', [daily('other', { range: { from: '2024-03-11' } }), awaited])
    const heard = events(client)
    await note(client, 'other', 'first')
    expect(await heard.next()).toMatchObject({ worse: false })
    clock.set(kst('2024-03-05T07:00:00'))
    await note(client, 'other', 'second')
    expect(await heard.next()).toEqual({ needing: 1, worse: true, dataset: 'awaited' })
    await note(client, 'other', 'third')
    expect(await heard.next()).toEqual({ needing: 1, worse: false, dataset: null })
  })
})

/** What the topic tells, one after the other. */
function events({ client }: TestClient): { next(): Promise<EventOf<'overview.changed'>> } {
  const told: EventOf<'overview.changed'>[] = []
  let wake: () => void = () => undefined
  const take = (event: EventOf<'overview.changed'>): void => {
    told.push(event)
    wake()
  }
  client.subscribe('overview.changed', {}, { event: take })
  return {
    next: async () => {
      while (told.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return told.shift() ?? { needing: 0, worse: false, dataset: null }
    }
  }
}

describe('a clock that is set', () => {
  const jumpOf = async (client: TestClient) => (await client.call('overview.get', {})).clockJump
  const look = (client: TestClient) => client.call('schedules.pause', { name: 'awaited', paused: false, ...requestId() })

  it.each([
    ['back', '2024-03-04T09:30:00', -86_400_000],
    ['ahead', '2024-03-06T09:30:00', 86_400_000]
  ])('%s by a day is said for a day, also by the next engine', async (_, to, by) => {
    const scheduled = { ...awaited, schedule: { cron: '0 7 * * *' } }
    const { client, clock, reopen } = await setUp('2024-03-05T09:30:00', [scheduled])
    await look(client)
    clock.pass(3_600_000)
    await look(client)
    expect(await jumpOf(client)).toBeUndefined()
    const told = new Promise<void>((resolve) => void client.client.subscribe('overview.changed', {}, { event: () => resolve() }))
    clock.set(kst(to))
    await look(client)
    await vi.waitFor(async () =>
      expect(await jumpOf(client)).toEqual({ at: new Date(kst(to)).toISOString(), by: by - 3_600_000 })
    )
    await told
    const next = await reopen()
    expect((await jumpOf(next))?.by).toBe(by - 3_600_000)
    clock.pass(86_400_000)
    expect(await jumpOf(next)).toBeUndefined()
  })
})
