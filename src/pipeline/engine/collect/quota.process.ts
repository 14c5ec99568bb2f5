import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectSpec, type BackfillSummary } from '../../contract'
import { openEngine } from '../engine'
import { untilBackfill, untilState } from '../testing/backfills'
import { bundleHosts, type BuiltHosts } from '../testing/bundle-hosts'
import { connectTo, requestId, type TestClient } from '../testing/client'
import { standingClock } from '../testing/hand-clock'
import { engineOn } from '../testing/open-engine'
import { dealsSpec, dealsWorkspace, fillDeals, hostWithKey, KEY, rowsIn, rowsOf } from './testing/deals-dataset'
import { dealsServer } from './testing/deals-server'

let built: BuiltHosts
beforeAll(async () => {
  built = await bundleHosts()
}, 60_000)
afterAll(() => built.remove())

/** Noon in Seoul; the quota starts anew at 00:05 there. */
const NOON = Date.parse('2026-04-02T03:00:00Z')
const NEXT = '2026-04-02T15:05:00.000Z'
const DAY = 86_400_000
const MONTHS = ['2026-01', '2026-02', '2026-03']
/** A page of each month and district. */
const QUESTIONS = 12
const quarter = { name: 'deals', from: '2026-01', to: '2026-03', only: 'all' } as const

async function setUp(perDay = 5) {
  const clock = standingClock(NOON)
  const server = await dealsServer(KEY)
  fillDeals(server, MONTHS)
  const { workspace } = await dealsWorkspace(server, { perDay, concurrency: 1 }, dealsSpec({}, 100))
  const host = { ...hostWithKey(built.worker).host, clock }
  return { clock, server, workspace, host }
}

const waits = ({ waitsFor }: BackfillSummary): boolean => waitsFor?.code === 'quota.exhausted'
const start = (client: TestClient) => client.call('backfills.start', { selection: quarter, options: {}, ...requestId() })

describe('a quota', () => {
  it('counts what a preview and a test of the connection ask, each try of them', async () => {
    const { clock, server, workspace, host } = await setUp(1000)
    const client = connectTo(await engineOn(workspace, host))
    let faults = 1
    server.rules.instead = (_, response) => {
      if (faults-- <= 0) return false
      response.writeHead(503).end()
      return true
    }
    const { collect } = dealsSpec()
    if (collect === undefined) throw new Error('nothing is collected')
    const preview = { collect: collectSpec.parse(collect), dt: '2026-01', zone: 'Asia/Seoul' }
    const shown = await client.call('collect.preview', { ...preview, ...requestId() })
    expect((await client.ended(shown.job)).state).toBe('done')
    const tested = await client.call('connections.test', { name: 'molit', ...requestId() })
    expect((await client.ended(tested.job)).state).toBe('done')
    expect(server.asked).toHaveLength(3)
    const { quotas } = await client.call('health.get', {})
    expect(quotas).toMatchObject([{ connection: 'molit', used: 3 }])
    expect(clock.now()).toBe(NOON)
  })
})

describe('a quota that does not suffice', () => {
  it('makes the backfill wait, seen and with its end, and goes on by itself each day until all is asked once', async () => {
    const { clock, server, workspace, host } = await setUp()
    const client = connectTo(await engineOn(workspace, host))
    const plan = await client.call('backfills.plan', { selection: quarter, options: {} })
    expect(plan.sum.requests).toBe(12)
    expect(plan.warnings).toMatchObject([{ code: 'quota.short', details: { needed: 12, left: 5, resumesAt: NEXT } }])
    const waiting = untilBackfill(client, waits)
    const { id, job } = await start(client)
    await waiting
    expect(server.asked).toHaveLength(5)
    const held = await client.call('backfills.get', { id })
    expect(held.waitsFor).toMatchObject({ code: 'quota.exhausted', details: { connection: 'molit', resumesAt: NEXT } })
    expect(held.log.map(({ text }) => text).join()).toContain(`It goes on at ${NEXT}`)
    const { rows } = await client.call('overview.get', {})
    expect(rows[0]?.standstill).toMatchObject({ backfill: id, why: 'quota', until: NEXT })
    expect(rows[0]?.attention).toBe(false)
    const again = untilBackfill(client, (one) => waits(one) && one.waitsFor?.details?.['resumesAt'] !== NEXT)
    clock.set(Date.parse(NEXT))
    await again
    expect(server.asked).toHaveLength(10)
    clock.set(Date.parse(NEXT) + DAY)
    expect((await client.ended(job)).state).toBe('done')
    expect(server.asked).toHaveLength(QUESTIONS)
    expect(new Set(server.asked).size).toBe(QUESTIONS)
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
    const { runs } = await client.call('runs.list', { filter: { name: 'deals' } })
    expect(runs.map(({ requests }) => requests ?? 0).reduce((sum, own) => sum + own, 0)).toBe(QUESTIONS)
  })

  it('ends the waiting at once for a pause, and asks nothing twice when it is resumed', async () => {
    const { clock, server, workspace, host } = await setUp()
    const client = connectTo(await engineOn(workspace, host))
    const waiting = untilBackfill(client, waits)
    const { id, job } = await start(client)
    await waiting
    const paused = untilState(client, 'paused')
    await client.call('backfills.pause', { id })
    await paused
    expect((await client.call('backfills.get', { id })).waitsFor).toBeUndefined()
    clock.set(NOON + 3 * DAY)
    const next = untilBackfill(client, waits)
    await client.call('backfills.resume', { id })
    await next
    clock.set(NOON + 4 * DAY)
    expect((await client.ended(job)).state).toBe('done')
    expect(server.asked).toHaveLength(QUESTIONS)
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
  })

  it('ends with a cancel, and leaves what was published', async () => {
    const { server, workspace, host } = await setUp()
    const client = connectTo(await engineOn(workspace, host))
    const waiting = untilBackfill(client, waits)
    const { id, job } = await start(client)
    await waiting
    await client.call('backfills.cancel', { id })
    expect((await client.ended(job)).state).toBe('cancelled')
    const { items } = await client.call('backfills.get', { id })
    expect(items.map(({ state }) => state)).toEqual(['ok', 'cancelled', 'cancelled'])
    expect(await rowsIn(workspace)).toEqual(rowsOf(server).filter((row) => row.includes('2026-01')))
  })

  it('is counted over a restart of the engine, which asks what is left when the next day has begun', async () => {
    const { clock, server, workspace, host } = await setUp(8)
    const first = await openEngine(host, { workspace: workspace.root })
    const before = connectTo(first)
    const waiting = untilBackfill(before, waits)
    await start(before)
    await waiting
    await first.close()
    const second = await openEngine(host, { workspace: workspace.root })
    const between = connectTo(second)
    await untilBackfill(between, waits)
    expect(server.asked).toHaveLength(8)
    await second.close()
    clock.set(Date.parse(NEXT))
    const client = connectTo(await engineOn(workspace, host))
    const [active] = await client.call('backfills.list', { active: true })
    if (active !== undefined) await client.ended(active.job ?? '')
    expect(server.asked).toHaveLength(QUESTIONS)
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
  })

  it('is believed where only the server knows of it, inside of an answer whose status is 200', async () => {
    const { clock, server, workspace, host } = await setUp(1000)
    server.rules.refuseFrom = 7
    const client = connectTo(await engineOn(workspace, host))
    const waiting = untilBackfill(client, waits)
    const { job } = await start(client)
    await waiting
    expect(server.asked).toHaveLength(7)
    server.rules.refuseFrom = Infinity
    clock.set(Date.parse(NEXT))
    expect((await client.ended(job)).state).toBe('done')
    expect(server.asked).toHaveLength(QUESTIONS + 1)
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
  })

  it('is waited for a minute where the server says neither why nor until when, then two, and not at all with another key', async () => {
    const { clock, server, workspace, host } = await setUp(1000)
    server.rules.instead = (_, response) => {
      if (server.asked.length < 6) return false
      response.writeHead(429).end()
      return true
    }
    const client = connectTo(await engineOn(workspace, host))
    const held = (until: string) => untilBackfill(client, (one) => waits(one) && one.waitsFor?.details?.['resumesAt'] === until)
    const first = held('2026-04-02T03:01:00.000Z')
    const { job } = await start(client)
    await first
    const second = held('2026-04-02T03:03:00.000Z')
    clock.set(NOON + 60_000)
    await second
    server.rules.instead = undefined
    await client.call('connections.secret', { name: 'molit', secret: 'serviceKey', value: KEY, ...requestId() })
    expect((await client.ended(job)).state).toBe('done')
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
  })

  it('is waited for until the server says, where it says when', async () => {
    const { clock, server, workspace, host } = await setUp(1000)
    const RETRY = '2026-04-02T08:00:00.000Z'
    server.rules.instead = (_, response) => {
      if (server.asked.length < 6) return false
      response.writeHead(429, { 'retry-after': new Date(RETRY).toUTCString() }).end()
      return true
    }
    const client = connectTo(await engineOn(workspace, host))
    const waiting = untilBackfill(client, waits)
    const { id, job } = await start(client)
    await waiting
    expect((await client.call('backfills.get', { id })).waitsFor?.details?.['resumesAt']).toBe(RETRY)
    server.rules.instead = undefined
    clock.set(Date.parse(RETRY))
    expect((await client.ended(job)).state).toBe('done')
    expect(await rowsIn(workspace)).toEqual(rowsOf(server))
  })
})
