import { describe, expect, it } from 'vitest'
import type { ScheduleTick } from '../../contract'
import { problemsOf, verdictOf } from './problems'
import { latenessOf } from './schedules'

const GIB = 2 ** 30
const disk = (freeBytes: number | null, daysLeft: number | null = null) => ({
  ...{ freeBytes, daysLeft, totalBytes: 100 * GIB, lakeBytes: 0, rawBytes: 0, stateBytes: 0, logBytes: 0 }
})
const calm = { disk: disk(50 * GIB), quotas: [], schedules: [] }
const codes = (change: Partial<Parameters<typeof problemsOf>[0]>): string[] =>
  problemsOf({ ...calm, ...change }).map(({ code }) => code)

describe('the health of an engine', () => {
  it('is ok where there is room, and nothing waits', () => {
    expect(problemsOf(calm)).toEqual([])
    expect(verdictOf([])).toBe('ok')
    expect(codes({ disk: disk(null) })).toEqual([])
  })

  it('warns of a disk that is nearly full, or will be within a week, and fails where a load finds no room', () => {
    expect(codes({ disk: disk(4 * GIB) })).toEqual(['disk.full'])
    expect(codes({ disk: disk(50 * GIB, 6.9) })).toEqual(['disk.full'])
    expect(codes({ disk: disk(50 * GIB, 7) })).toEqual([])
    expect(verdictOf(problemsOf({ ...calm, disk: disk(4 * GIB) }))).toBe('warning')
    expect(verdictOf(problemsOf({ ...calm, disk: disk(GIB - 1) }))).toBe('failing')
  })

  it('names the backfills that wait for a quota', () => {
    const quota = { connection: 'molit', used: 1000, perDay: 1000, resetsAt: null, exhausted: false, waiting: ['b1', 'b2'] }
    const [problem] = problemsOf({ ...calm, quotas: [quota] })
    expect(problem?.message).toBe('No more requests may be made of molit now (1000 of 1000 today); 2 backfills wait.')
    expect(codes({ quotas: [{ ...quota, waiting: [] }] })).toEqual([])
  })

  it('tells a schedule that falls behind', () => {
    const schedule = { dataset: 'prices', lateSeconds: 300, medianSeconds: 1, waiting: 1, failed: 0 }
    expect(codes({ schedules: [schedule] })).toEqual(['schedule.late'])
    expect(codes({ schedules: [{ ...schedule, lateSeconds: 299 }] })).toEqual([])
    expect(codes({ schedules: [{ ...schedule, waiting: 0 }] })).toEqual([])
  })
})

const tick = (due: string, at: string, state: ScheduleTick['state']): ScheduleTick => ({
  ...{ dataset: 'prices', interval: '2024-03-05', dueAt: `2024-03-05T${due}.000Z`, at: `2024-03-05T${at}.000Z`, state },
  ...{ reason: null, backfill: null }
})

it('lateness is the time between what was due and its start, of those that ran', () => {
  const ticks = [
    tick('09:00:00', '09:00:00', 'due'),
    tick('08:00:00', '08:02:00', 'run'),
    tick('07:00:00', '07:00:04', 'run'),
    tick('06:00:00', '05:59:00', 'run'),
    tick('05:00:00', '05:00:00', 'failed')
  ]
  const now = Date.parse('2024-03-05T09:00:01Z')
  expect(latenessOf('prices', ticks, now)).toEqual({
    dataset: 'prices',
    lateSeconds: 120,
    medianSeconds: 4,
    waiting: 1,
    failed: 1
  })
  expect(latenessOf('prices', [], now)).toMatchObject({ lateSeconds: null, medianSeconds: null })
})
