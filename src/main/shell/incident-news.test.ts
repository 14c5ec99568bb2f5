import { describe, expect, test } from 'vitest'
import type { IncidentSummary } from '../../pipeline/contract'
import { GATHER_MS, IncidentNews } from './incident-news'

const START = Date.parse('2026-11-20T09:00:00.000Z')
const SECOND = 1_000

/** A desktop with a clock that is moved by hand; what it showed, oldest first. */
function desk() {
  let now = START
  const due: { at: number; work: () => void }[] = []
  const shown: string[] = []
  const news = new IncidentNews({
    since: START,
    now: () => now,
    later: (work, ms) => void due.push({ at: now + ms, work }),
    show: (notice) =>
      void shown.push(notice.kind === 'one' ? notice.incident.id : `${notice.count} of ${notice.dataset} and ${notice.others}`)
  })
  const pass = (ms: number): void => {
    now += ms
    for (const { work } of due.splice(0, due.filter(({ at }) => at <= now).length)) work()
  }
  const hear = (dataset: string, dt: string, change: Partial<IncidentSummary> = {}): void =>
    news.hear(incident(dataset, dt, now, change))
  return { news, shown, pass, hear, now: () => now }
}

const incident = (dataset: string, dt: string, at: number, change: Partial<IncidentSummary>): IncidentSummary => ({
  ...{ id: `${dataset}/${dt}/check/rows`, dataset, dt, kind: 'check', subject: 'rows', severity: 'block', state: 'open' },
  ...{ reason: 'rows.below', measured: {}, seen: 1, failingRows: 0, owner: null, snoozedUntil: null, closedAt: null },
  ...{ closedBy: null, affects: [], run: null },
  ...{ firstSeen: iso(at), lastSeen: iso(at), openedAt: iso(at) },
  ...change
})
const iso = (ms: number): string => new Date(ms).toISOString()

describe('News of incidents', () => {
  test('is one notification for each that comes alone.', () => {
    const { shown, pass, hear } = desk()
    hear('rates', '2026-11-19')
    expect(shown).toEqual([])
    pass(GATHER_MS)
    expect(shown).toEqual(['rates/2026-11-19/check/rows'])
    pass(30 * SECOND)
    hear('prices', '2026-11-19')
    pass(GATHER_MS)
    expect(shown).toEqual(['rates/2026-11-19/check/rows', 'prices/2026-11-19/check/rows'])
  })

  test('is never told twice, however often the same trouble is seen, noted or woken, until it opens again.', () => {
    const { shown, pass, hear } = desk()
    const opened = { openedAt: iso(START) }
    hear('rates', '2026-11-19', opened)
    pass(GATHER_MS)
    for (const seen of [2, 3, 4]) {
      hear('rates', '2026-11-19', { ...opened, seen })
      pass(10 * SECOND)
    }
    hear('rates', '2026-11-19', { ...opened, state: 'acknowledged' })
    hear('rates', '2026-11-19', { ...opened, state: 'closed' })
    pass(GATHER_MS)
    expect(shown).toHaveLength(1)
    hear('rates', '2026-11-19')
    pass(GATHER_MS)
    expect(shown).toHaveLength(2)
  })

  test('is none of what was open before, or closed before it could be told.', () => {
    const { shown, pass, hear } = desk()
    hear('rates', '2026-11-18', { openedAt: iso(START - 1), seen: 2 })
    hear('rates', '2026-11-19')
    hear('rates', '2026-11-19', { state: 'closed' })
    pass(GATHER_MS)
    expect(shown).toEqual([])
  })

  test('is none of what is only unusual.', () => {
    const { shown, pass, hear } = desk()
    hear('rates', '2026-11-19', { severity: 'info' })
    pass(GATHER_MS)
    expect(shown).toEqual([])
  })

  test('is one of all in a storm, and no more until it ends.', () => {
    const { shown, pass, hear } = desk()
    for (const dataset of ['kor_close', 'sp500', 'ticks', 'macro'])
      for (const dt of ['2026-11-17', '2026-11-18', '2026-11-19']) hear(dataset, dt)
    pass(GATHER_MS)
    expect(shown).toEqual(['12 of kor_close and 3'])
    for (let minute = 0; minute < 20; minute += 1) {
      pass(58 * SECOND)
      hear('kor_close', `2026-10-${String(10 + minute)}`)
      pass(GATHER_MS - 1)
    }
    expect(shown).toHaveLength(1)
    pass(60 * SECOND)
    hear('sp500', '2026-11-20')
    pass(GATHER_MS)
    expect(shown).toEqual(['12 of kor_close and 3', 'sp500/2026-11-20/check/rows'])
  })

  test('becomes a storm also where they come one after the other within a minute.', () => {
    const { shown, pass, hear } = desk()
    for (const day of [11, 12, 13, 14, 15]) {
      hear('rates', `2026-11-${day}`)
      pass(5 * SECOND)
    }
    expect(shown).toEqual([...[11, 12, 13].map((day) => `rates/2026-11-${day}/check/rows`), '4 of rates and 0'])
  })

  test('makes it needless to say of the same dataset that it needs somebody.', () => {
    const { news, hear, pass } = desk()
    hear('rates', '2026-11-19')
    expect([news.covers('rates'), news.covers('prices')]).toEqual([true, false])
    pass(60 * SECOND)
    expect(news.covers('rates')).toBe(false)
  })
})
