import { describe, expect, it } from 'vitest'
import type { RunSummary } from '../../../../pipeline/contract'
import { boundsOf } from './day'
import { readFilter } from './filter'
import { lanesOf, LEAST, ticksOf, type Span } from './timeline'

const run = (id: string, startedAt: string, finishedAt: string | null, more: Partial<RunSummary> = {}): RunSummary => ({
  ...{ id, dataset: 'a', kind: 'load', backfill: null, attempt: 1, trigger: 'person', engine: 'duckdb 1', bytesRead: 0 },
  ...{ state: 'done', startedBy: 'you', startedAt, finishedAt, versionBefore: null, versionAfter: 0, rowsRead: 0 },
  ...{ rowsWritten: 5, rowsQuarantined: 0, rowsSuperseded: 0, bytesWritten: 0, from: null, to: null, touched: 1, changed: 1 },
  ...{ seconds: 1, outlier: false },
  ...more
})
const at = (clock: string): string => `2023-09-01T${clock}:00.000Z`
const day: Span = { from: Date.parse(at('00:00')), until: Date.parse('2023-09-02T00:00:00.000Z'), width: 1440 }

describe('the timeline', () => {
  it('draws a run where it was, one pixel a minute here', () => {
    const [lane] = lanesOf([run('1', at('02:00'), at('03:00'))], day, day.until)
    expect(lane?.tracks).toMatchObject([[{ x: 120, width: 60, state: 'done' }]])
  })

  it('draws what has not ended up to now, and no bar too small to be hit', () => {
    const runs = [run('2', at('12:00'), null, { state: 'running' }), run('1', at('02:00'), at('02:00'))]
    const [lane] = lanesOf(runs, day, Date.parse(at('13:00')))
    expect(lane?.tracks[0]?.map(({ x, width }) => [x, width])).toEqual([
      [120, LEAST],
      [720, 60]
    ])
  })

  it('puts runs at the same time below one another', () => {
    const [lane] = lanesOf([run('2', at('02:30'), at('04:00')), run('1', at('02:00'), at('03:00'))], day, day.until)
    expect(lane?.tracks.map((track) => track.map(({ runs }) => runs[0]?.id))).toEqual([['1'], ['2']])
  })

  it('draws runs too close to be told apart as one with the worst state, and loses none', () => {
    const runs = Array.from({ length: 40 }, (_, index) =>
      run(String(index), at('02:00'), at('02:00'), index === 7 ? { state: 'failed' } : {})
    )
    const [lane] = lanesOf(runs, day, day.until)
    expect(lane?.tracks.flat()).toHaveLength(1)
    expect(lane?.tracks[0]?.[0]).toMatchObject({ state: 'failed' })
    expect(lane?.tracks[0]?.[0]?.runs).toHaveLength(40)
  })

  it('ticks at the hours of the zone', () => {
    const seoul = ticksOf(day, 'Asia/Seoul')
    expect(seoul.map(({ label }) => label)).toEqual([
      '09:00',
      '12:00',
      '15:00',
      '18:00',
      '21:00',
      '09-02',
      '03:00',
      '06:00',
      '09:00'
    ])
    expect(seoul[5]?.x).toBe(15 * 60)
  })
})

describe('the filter in the address', () => {
  const now = Date.parse('2023-09-01T08:41:07.000Z')
  const read = (query: string) => readFilter(new URLSearchParams(query), now, 'Asia/Seoul')

  it('looks back seven days by whole hours', () => {
    expect(read('')).toEqual({ since: '2023-08-25T08:00:00.000Z' })
    expect(read('range=24h').since).toBe('2023-08-31T08:00:00.000Z')
    expect(read('range=all')).toEqual({})
  })

  it('knows all parts and leaves out what makes no sense', () => {
    expect(read('range=all&dataset=kor_close&state=failed&kind=derive&trigger=schedule&by=kim&q=disk')).toEqual({
      name: 'kor_close',
      states: ['failed'],
      kinds: ['derive'],
      trigger: 'schedule',
      startedBy: 'kim',
      text: 'disk'
    })
    expect(read('range=all&state=nonsense&kind=&trigger=x')).toEqual({})
  })

  it('takes a day of the zone instead of a range, also one of 23 or of 25 hours', () => {
    expect(read('day=2023-08-31&range=24h')).toEqual({ since: '2023-08-30T15:00:00.000Z', until: '2023-08-31T15:00:00.000Z' })
    expect(boundsOf('2024-03-10', 'America/New_York')).toEqual(between('2024-03-10T05:00:00Z', '2024-03-11T04:00:00Z'))
    expect(boundsOf('2024-11-03', 'America/New_York')).toEqual(between('2024-11-03T04:00:00Z', '2024-11-04T05:00:00Z'))
    expect(read('day=soon&range=all')).toEqual({})
  })
})

const between = (since: string, until: string) => ({ since: Date.parse(since), until: Date.parse(until) })
