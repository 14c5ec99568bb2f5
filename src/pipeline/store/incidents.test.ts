import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Incident } from '../contract'
import { openState, type StateStore } from '.'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-incidents-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const NOW = Date.parse('2026-11-20T00:00:00Z')
const path = (): string => join(folder, 'state.sqlite')

async function opened<T>(work: (state: StateStore) => T | Promise<T>): Promise<T> {
  const state = await openState(path(), NOW)
  try {
    return await work(state)
  } finally {
    state.close()
  }
}

const at = (minute: number): string => new Date(NOW + minute * 60_000).toISOString()

function incident(dataset: string, dt: string, minute: number, change: Partial<Incident> = {}): Incident {
  const id = `${dataset}/${dt}/check/rows`
  return {
    ...{ id, dataset, dt, kind: 'check', subject: 'rows', severity: 'block', state: 'open', reason: 'rows.below' },
    ...{ measured: { rows: '120' }, firstSeen: at(minute), lastSeen: at(minute), openedAt: at(minute), seen: 1 },
    ...{ failingRows: 1, owner: null, snoozedUntil: null, closedAt: null, closedBy: null, affects: [], run: 'run1' },
    ...{ sample: [{ code: '005930', close: null }], events: [{ at: at(minute), what: 'opened', by: 'penstock' }] },
    ...change
  }
}

const put = ({ incidents }: StateStore, one: Incident) => incidents.change(one.id, () => one)
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id)
const page = { from: 0, limit: 10 }

describe('incidents in the state', () => {
  it('are there again after a restart, with rows and history, and not written where nothing changed', async () => {
    const one = incident('prices', '2026-11-19', 0)
    await opened((state) => put(state, one))
    await opened(async (state) => {
      expect(state.incidents.get(one.id)).toEqual(one)
      const { before, after } = await state.incidents.change(one.id, (known) => known)
      expect(after).toBe(before)
      expect(state.incidents.get('prices/2026-11-18/check/rows')).toBeUndefined()
    })
  })

  it('are decided one after the other: of many at once none is lost', async () => {
    await opened(async (state) => {
      await put(state, incident('prices', '2026-11-19', 0, { seen: 0 }))
      const seen = (known: Incident | undefined): Incident | undefined =>
        known === undefined ? undefined : { ...known, seen: known.seen + 1 }
      await Promise.all(Array.from({ length: 200 }, () => state.incidents.change('prices/2026-11-19/check/rows', seen)))
      expect(state.incidents.get('prices/2026-11-19/check/rows')?.seen).toBe(200)
    })
  })

  it('are listed open ones first, the newest before the others, by what is asked for', async () => {
    await opened(async (state) => {
      await put(state, incident('prices', '2026-11-17', 3, { state: 'closed', closedAt: at(4), closedBy: 'good' }))
      await put(state, incident('prices', '2026-11-18', 1))
      await put(state, incident('rates', '2026-11-18', 2, { severity: 'warn' }))
      await put(state, incident('rates', '2026-11-19', 9, { state: 'snoozed', snoozedUntil: at(60) }))
      const list = (filter = {}): string[] =>
        ids(state.incidents.list({ filter, ...page }).incidents).map((id) => id.slice(0, -11))
      expect(list()).toEqual(['rates/2026-11-18', 'prices/2026-11-18', 'rates/2026-11-19', 'prices/2026-11-17'])
      expect(list({ name: 'prices' })).toEqual(['prices/2026-11-18', 'prices/2026-11-17'])
      expect(list({ states: ['snoozed', 'closed'] })).toEqual(['rates/2026-11-19', 'prices/2026-11-17'])
      expect(list({ dt: '2026-11-18', kinds: ['check'] })).toEqual(['rates/2026-11-18', 'prices/2026-11-18'])
      expect(list({ text: 'RATES 11-19' })).toEqual(['rates/2026-11-19'])
      expect(list({ kinds: ['anomaly'] })).toEqual([])
      expect(state.incidents.open()).toBe(2)
      expect([...state.incidents.openByDataset()]).toEqual([
        ['prices', { open: 1, blocking: 1 }],
        ['rates', { open: 1, blocking: 0 }]
      ])
      expect(state.incidents.standing('rates', { dt: '2026-11-19' })).toEqual(['rates/2026-11-19/check/rows'])
      expect(state.incidents.wakeable(at(59))).toEqual([])
      expect(state.incidents.wakeable(at(60))).toEqual(['rates/2026-11-19/check/rows'])
    })
  })

  it('are found by an index among 100,000, whatever is asked for', async () => {
    await opened((state) => put(state, incident('prices', '2026-11-19', 0)))
    const database = new DatabaseSync(path())
    database.exec(`PRAGMA synchronous = OFF; WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)
      INSERT INTO incidents SELECT 'd' || (n % 500) || '/' || n || '/check/rows', 'd' || (n % 500), '2026-11-19', 'check', n % 4, 'warn',
        strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + n, 'unixepoch'), CASE n % 4 WHEN 2 THEN '2026-11-20T00:00:00.000Z' END, 'd' || (n % 500) || ' rows', '{}', '{}' FROM numbers`)
    const plan = (sql: string): string =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => String(detail))
        .join('; ')
    expect(plan('SELECT id FROM incidents ORDER BY rank, last_seen DESC, id LIMIT 100')).toBe(
      'SCAN incidents USING COVERING INDEX incidents_by_time'
    )
    expect(plan('SELECT count(*) FROM incidents WHERE rank IN (0, 1, 2)')).toContain('SEARCH incidents USING COVERING INDEX')
    expect(plan(`SELECT id FROM incidents WHERE dataset = 'd1' AND rank < 3 AND dt = 'x'`)).toContain(
      'USING COVERING INDEX incidents_by_dataset'
    )
    database.close()
    await opened(({ incidents }) => {
      expect(incidents.list({ filter: {}, from: 99_990, limit: 100 }).total).toBe(100_001)
      expect(incidents.list({ filter: { text: 'd499 rows' }, ...page }).total).toBe(200)
      expect(incidents.open()).toBe(25_001)
      expect(incidents.openByDataset().get('d4')).toEqual({ open: 200, blocking: 0 })
      expect(incidents.wakeable(at(0))).toHaveLength(25_000)
    })
  })
})

describe('measures of partitions', () => {
  it('are kept with the content that they are of, and forgotten where they are asked for no more', async () => {
    await opened(async ({ measures }) => {
      await measures.put('prices', 'total', [{ dt: '2026-11-19', content: 'a', value: 1.5 }])
      await measures.put('prices', 'total', [{ dt: '2026-11-19', content: 'b', value: null }])
      await measures.put('prices', 'old', [{ dt: '2026-11-19', content: 'b', value: 1 }])
      expect(measures.of('prices', 'total')).toEqual([{ dt: '2026-11-19', content: 'b', value: null }])
      await measures.keep('prices', ['total'])
      expect([measures.of('prices', 'old'), measures.of('prices', 'total').length]).toEqual([[], 1])
    })
  })
})
