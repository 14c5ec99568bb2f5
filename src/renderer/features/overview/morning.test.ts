import { describe, expect, it } from 'vitest'
import type { IntervalStatus, OverviewRow, RunSummary } from '../../../pipeline/contract'
import { deviation, lateOnes, minutesLate, nextSession, signedPercent, stripCounts, withMissing } from './morning'
import { DAY_MS, timelineLanes, timelineTicks } from './timeline'

const now = Date.parse('2026-09-01T23:41:00.000Z')
const interval = (id: string, change: Partial<IntervalStatus> = {}): IntervalStatus => ({
  id,
  dt: id.slice(0, 7),
  state: 'ok',
  rows: 100,
  expectedBy: '2026-09-01T23:00:00.000Z',
  arrivedAt: null,
  lateMinutes: null,
  ...change
})
const row = (dataset: string, change: Partial<OverviewRow> = {}): OverviewRow => ({
  dataset,
  simulated: false,
  owner: null,
  state: 'ok',
  attention: false,
  current: null,
  strip: [],
  rowsLast: null,
  rowsMedian: null,
  missing: 0,
  failed: 0,
  stale: 0,
  affects: [],
  note: null,
  nextAt: null,
  calendar: null,
  zone: 'Asia/Seoul',
  incidents: 0,
  ...change
})
const snoozed = (until: string): Partial<OverviewRow> => ({
  note: { dataset: 'a', text: 'vendor outage', by: 'me', at: '2026-09-01T22:00:00.000Z', snoozedUntil: until }
})

describe('the morning', () => {
  it('grows later by the minute until the data is there, and then stays as late as it came', () => {
    expect(minutesLate(interval('2026-09-01', { state: 'late' }), now)).toBe(41)
    expect(minutesLate(interval('2026-09-01', { state: 'late' }), now + 60_000)).toBe(42)
    expect(minutesLate(interval('2026-09-01', { arrivedAt: '2026-09-01T23:12:00.000Z', lateMinutes: 12 }), now)).toBe(12)
    expect(minutesLate(interval('2026-09-01'), now)).toBeNull()
  })

  it('offers what is missing or late, but not what was put off until later', () => {
    const later = snoozed('2026-09-02T04:00:00.000Z')
    const over = snoozed('2026-09-01T23:00:00.000Z')
    const rows = [
      row('a', { missing: 3 }),
      row('b', { missing: 1, ...later }),
      row('c', { missing: 2, ...over }),
      row('d', { state: 'late' })
    ]
    expect(withMissing(rows, now).map(({ dataset }) => dataset)).toEqual(['a', 'c'])
    expect(lateOnes([...rows, row('e', { state: 'late', ...later })], now).map(({ dataset }) => dataset)).toEqual(['d'])
  })

  it('names the session that changes next', () => {
    const session = (calendar: string, changesAt: string | null) => ({
      calendar,
      title: { ko: calendar, en: calendar },
      state: 'closed' as const,
      changesAt
    })
    const sessions = [
      session('nyse', '2026-09-02T13:30:00.000Z'),
      session('krx', '2026-09-02T00:00:00.000Z'),
      session('none', null)
    ]
    const overview = { now: '', rows: [], needing: 0, dataAsOf: null, sessions }
    expect(nextSession(overview, now)).toMatchObject({ calendar: 'krx', minutes: 19 })
    expect(nextSession({ ...overview, sessions: [] }, now)).toBeUndefined()
  })

  it('says how far the rows are from the median', () => {
    expect(deviation(row('a', { rowsLast: 97, rowsMedian: 100 }))).toBeCloseTo(-0.03)
    expect(deviation(row('a', { rowsLast: 97, rowsMedian: 0 }))).toBeNull()
    expect([-0.03, 0.12, 0.001, 25].map(signedPercent)).toEqual(['−3 %', '+12 %', '0 %', '+2,500 %'])
  })

  it('counts its intervals by state from the newest back', () => {
    expect(
      stripCounts([interval('1'), interval('2', { state: 'empty' }), interval('3'), interval('4', { state: 'late' })])
    ).toEqual([
      { state: 'late', count: 1 },
      { state: 'ok', count: 2 },
      { state: 'empty', count: 1 }
    ])
  })
})

describe('the last 24 hours', () => {
  const run = (dataset: string, startedAt: string, finishedAt: string | null): RunSummary =>
    ({ id: startedAt, dataset, startedAt, finishedAt }) as RunSummary

  it('are a line a dataset, cut at their edges, the one at work last on top', () => {
    const lanes = timelineLanes(
      [
        run('a', '2026-09-01T11:41:00.000Z', '2026-09-01T12:00:00.000Z'),
        run('a', '2026-08-31T23:00:00.000Z', '2026-09-01T00:41:00.000Z'),
        run('b', '2026-09-01T23:00:00.000Z', null),
        run('c', '2026-08-30T00:00:00.000Z', '2026-08-30T01:00:00.000Z')
      ],
      now
    )
    expect(lanes.map(({ dataset }) => dataset)).toEqual(['b', 'a'])
    expect(lanes[1]?.bars.map(({ from }) => from)).toEqual([0, 0.5])
    expect(lanes[0]?.bars[0]?.to).toBe(1)
  })

  it('are ticked by the hours of the zone', () => {
    const seoul = (ms: number): number => new Date(ms + 9 * 3_600_000).getUTCHours()
    const ticks = timelineTicks(now, 6, seoul)
    expect(ticks.map(({ hour }) => hour)).toEqual([12, 18, 0, 6])
    expect(ticks.every(({ at }) => at >= 0 && at <= 1)).toBe(true)
    expect(DAY_MS).toBe(86_400_000)
  })
})
