import { describe, expect, it } from 'vitest'
import { needOf, partitionsNow } from '.'
import type { DatasetSpecInput, PartitionState } from '../../contract'
import { factsOf, makeSpec, part, worldOf } from '../testing/dataset'
import type { DatasetFacts, PartitionFacts } from '../types'

const daily = (change: Partial<DatasetSpecInput> = {}) =>
  makeSpec({ calendar: 'krx', partition: { columns: ['date'], grain: 'day' }, ...change })
const monthly = (change: Partial<DatasetSpecInput> = {}) =>
  makeSpec({ calendar: 'krx', interval: { unit: 'day' }, partition: { columns: ['date'], grain: 'month' }, ...change })

const at = (facts: DatasetFacts, now: string) => partitionsNow(facts, worldOf(now, [facts]))
const states = (facts: DatasetFacts, now = '2030-01-01T00:00:00Z') =>
  Object.fromEntries([...at(facts, now)].map(([dt, { state }]) => [dt, state]))
const error = { code: 'load.too_many_bad' as const, message: 'x', retriable: false }
/** Rows of days of a month. */
const held = (month: string, ...days: number[]) =>
  Object.fromEntries(days.map((day) => [`${month}-${String(day).padStart(2, '0')}`, 10]))

/** Monday to Friday of a month. */
const weekdaysOf = (month: string): string[] =>
  Array.from({ length: 31 }, (_, day) => new Date(Date.parse(`${month}-01`) + day * 86_400_000))
    .filter((date) => date.toISOString().startsWith(month) && date.getUTCDay() % 6 !== 0)
    .map((date) => date.toISOString().slice(0, 10))

describe('partitions by day', () => {
  it('are missing between the first and the last that are there, on trading days only', () => {
    expect(states(factsOf(daily(), ['2024-02-06', '2024-02-13']))).toEqual({
      '2024-02-06': 'ok',
      '2024-02-07': 'missing',
      '2024-02-08': 'missing',
      '2024-02-13': 'ok'
    })
  })

  it('are missing in all of the range that the dataset names, also when nothing was ever loaded', () => {
    const spec = daily({ range: { from: '2024-02-07', to: '2024-02-13' } })
    expect(Object.keys(states(factsOf(spec)))).toEqual(['2024-02-07', '2024-02-08', '2024-02-13'])
    expect(Object.keys(states(factsOf(spec), '2024-02-08T10:00:00Z'))).toEqual(['2024-02-07'])
    expect(Object.keys(states(factsOf(spec), '2024-02-08T15:00:00.000Z'))).toEqual(['2024-02-07', '2024-02-08'])
  })

  it('are empty where they were loaded and held nothing: by a file without rows, or by a marker alone', () => {
    const facts = factsOf(daily(), ['2024-02-05', part('2024-02-06', { rows: 0 }), '2024-02-08'], {
      emptyIntervals: new Map([['2024-02-07', 1]])
    })
    expect(states(facts)).toEqual({ '2024-02-05': 'ok', '2024-02-06': 'empty', '2024-02-07': 'empty', '2024-02-08': 'ok' })
  })

  it('count the weekdays on which data usually comes where there is no calendar', () => {
    const sundays = ['2024-01-07', '2024-01-14', '2024-01-28', '2024-02-04']
    expect(states(factsOf(daily({ calendar: undefined }), sundays))).toEqual({
      ...Object.fromEntries(sundays.map((dt) => [dt, 'ok'])),
      '2024-01-21': 'missing'
    })
  })

  it('are not missing on weekdays on which data came but once', () => {
    const mondays = Array.from({ length: 8 }, (_, week) => new Date(Date.UTC(2024, 0, 1 + 7 * week)).toISOString().slice(0, 10))
    const found = states(factsOf(daily({ calendar: undefined }), [...mondays, '2024-01-13']))
    expect(Object.keys(found)).toEqual([...mondays, '2024-01-13'].sort())
  })

  it('are missing in a gap that is longer than all that is there, where there is no calendar', () => {
    const days = [...weekdaysOf('2026-01'), ...weekdaysOf('2026-02'), ...weekdaysOf('2026-09')]
    const spec = daily({ calendar: undefined, expectedBy: { days: 1, time: '09:00' } })
    const found = states(factsOf(spec, days), '2026-11-20T20:00:00Z')
    expect(Object.keys(found).filter((dt) => dt.startsWith('2026-05'))).toEqual(weekdaysOf('2026-05'))
    expect(found['2026-05-04']).toBe('missing')
    expect(found['2026-11-20']).toBe('missing')
    expect(found['2026-11-19']).toBe('late')
    const hours = makeSpec({ interval: { unit: 'hour', column: 'at' }, partition: { columns: ['date'], grain: 'day' } })
    const hourly = factsOf(
      hours,
      days.map((dt) => part(dt, { intervals: { [`${dt}T00:00Z`]: 1 } }))
    )
    expect(at(hourly, '2026-11-21T00:00:00Z').get('2026-02-03')).toMatchObject({ state: 'partial', held: 1, expected: 24 })
    expect(states(hourly)['2026-05-04']).toBe('missing')
  })

  it('are not called missing for thousands of years because of a stray date', () => {
    expect(Object.keys(states(factsOf(daily({ calendar: undefined }), ['0001-01-01', '9999-12-31'])))).toHaveLength(2)
    expect(Object.keys(states(factsOf(daily(), ['0001-01-01', '9999-12-31'])))).toHaveLength(2)
    expect(Object.keys(states(factsOf(monthly({ interval: undefined }), ['0001-01', '9999-12'])))).toHaveLength(2)
  })

  it('that are no dates are left out', () => {
    expect(states(factsOf(daily(), ['2024-02-06', '__HIVE_DEFAULT_PARTITION__']))).toEqual({ '2024-02-06': 'ok' })
  })
})

describe('a partition is late', () => {
  const spec = daily({ expectedBy: { days: 1, time: '07:00' } })
  const facts = factsOf(spec, ['2024-02-05', '2024-02-06'])
  const on = (now: string) => states(facts, now)['2024-02-07']

  it('once its time has passed, missing once its interval has ended, and nothing before', () => {
    expect(on('2024-02-07T14:59:59.999Z')).toBeUndefined()
    expect(on('2024-02-07T15:00:00.000Z')).toBe('missing')
    expect(on('2024-02-07T21:59:59.999Z')).toBe('missing')
    expect(on('2024-02-07T22:00:00.000Z')).toBe('late')
  })

  it('until the next falls due: it is missing then', () => {
    expect(states(facts, '2024-02-12T22:00:00.000Z')).toMatchObject({ '2024-02-07': 'missing', '2024-02-08': 'late' })
  })

  it('not when it came with no rows, and not on a holiday', () => {
    const empty = { ...facts, emptyIntervals: new Map([['2024-02-07', 1]]) }
    expect(states(empty, '2024-02-12T01:00:00Z')).toEqual({
      ...{ '2024-02-05': 'ok', '2024-02-06': 'ok', '2024-02-07': 'empty', '2024-02-08': 'missing' }
    })
  })

  it('and says when it was due', () => {
    const dueAt = at(facts, '2024-02-12T23:00:00Z').get('2024-02-08')?.dueAt
    expect(new Date(dueAt ?? NaN).toISOString()).toBe('2024-02-12T22:00:00.000Z')
  })

  it('also the newest of a dataset that was never loaded', () => {
    expect(states(factsOf(spec), '2024-02-08T23:00:00Z')).toEqual({ '2024-02-07': 'late', '2024-02-08': 'missing' })
  })
})

describe('a month that holds days', () => {
  const month = (intervals: Record<string, number> | undefined, spec = monthly()) =>
    at(factsOf(spec, [part('2021-08'), part('2021-09', { intervals }), part('2021-10')]), '2030-01-01T00:00:00Z').get('2021-09')

  it('is partial while it does not hold all trading days: 5 of 19', () => {
    expect(month(held('2021-09', 1, 2, 3, 6, 7))).toMatchObject({ state: 'partial', held: 5, expected: 19 })
  })

  it('counts days that are loaded and held nothing, and no day on which the market is closed', () => {
    const days = [1, 2, 3, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 23, 24, 27, 28, 29]
    expect(month(held('2021-09', ...days, 18, 20))).toMatchObject({ state: 'partial', held: 18, expected: 19 })
    expect(month({ ...held('2021-09', ...days), '2021-09-30': 0 })).toMatchObject({ state: 'ok', held: 19, expected: 19 })
    const marked = factsOf(monthly(), ['2021-08', part('2021-09', { intervals: held('2021-09', ...days) }), '2021-10'], {
      emptyIntervals: new Map([['2021-09-30', 1]])
    })
    expect(at(marked, '2030-01-01T00:00:00Z').get('2021-09')).toMatchObject({ state: 'ok', held: 19 })
  })

  it('is whole where nobody recorded which days it holds', () => {
    expect(month(undefined)).toMatchObject({ state: 'ok', held: null, expected: null })
  })

  it('is expected from the first day that is there, not from the first of its month', () => {
    const facts = factsOf(monthly(), [part('2018-11', { intervals: held('2018-11', 28, 29, 30) }), part('2018-12')])
    expect(at(facts, '2030-01-01T00:00:00Z').get('2018-11')).toMatchObject({ state: 'ok', held: 3, expected: 3 })
  })

  it('is fine while it goes on when all days that are over are there, and late by its days', () => {
    const spec = monthly({ expectedBy: { days: 1, time: '07:00' } })
    const facts = factsOf(spec, [part('2024-01'), part('2024-02', { intervals: held('2024-02', 1, 2, 5) })])
    const on = (now: string) => at(facts, now).get('2024-02')
    expect(on('2024-02-06T10:00:00Z')).toMatchObject({ state: 'ok', held: 3, expected: 3 })
    expect(on('2024-02-06T16:00:00Z')).toMatchObject({ state: 'partial', held: 3, expected: 4 })
    expect(on('2024-02-06T23:00:00Z')).toMatchObject({ state: 'late', dueAt: Date.parse('2024-02-06T22:00:00Z') })
  })

  it('is empty where a marker says that all of it held nothing', () => {
    const facts = factsOf(monthly(), ['2021-08', '2021-10'], { emptyIntervals: new Map([['2021-09', Date.parse('2021-11-01')]]) })
    expect(at(facts, '2030-01-01T00:00:00Z').get('2021-09')).toMatchObject({ state: 'empty', held: 19, expected: 19 })
  })

  it('holds of such a marker only the days that were over when it was set', () => {
    const facts = factsOf(monthly(), ['2021-08', '2021-10'], {
      emptyIntervals: new Map([['2021-09', Date.parse('2021-09-02T16:00:00Z')]])
    })
    expect(at(facts, '2030-01-01T00:00:00Z').get('2021-09')).toMatchObject({ state: 'partial', held: 2, expected: 19 })
  })
})

describe('hours of a day', () => {
  const spec = makeSpec({ interval: { unit: 'hour', column: 'at' }, partition: { columns: ['date'], grain: 'day' }, zone: 'UTC' })
  const hour = (index: number) => `2024-02-06T${String(index).padStart(2, '0')}:00Z`
  const of = (withData: number[], empty: number[]) =>
    at(
      factsOf(
        spec,
        ['2024-02-05', part('2024-02-06', { intervals: Object.fromEntries(withData.map((i) => [hour(i), 1])) }), '2024-02-07'],
        {
          emptyIntervals: new Map(empty.map((i) => [hour(i), 1]))
        }
      ),
      '2030-01-01T00:00:00Z'
    ).get('2024-02-06')
  const all = Array.from({ length: 24 }, (_, index) => index)
  const data = [0, 3, 4, 9, 15, 16, 23]

  it('are all there when 7 had data and 17 were loaded with none', () => {
    expect(
      of(
        data,
        all.filter((index) => !data.includes(index))
      )
    ).toMatchObject({ state: 'ok', held: 24, expected: 24 })
  })
  it('are not all there when the 17 were never loaded', () => {
    expect(of(data, [])).toMatchObject({ state: 'partial', held: 7, expected: 24 })
  })
  it('are due with the last of them, whether or not all are there', () => {
    const due = makeSpec({ ...spec, expectedBy: { minutes: 10 }, range: { from: '2024-02-06', to: '2024-02-06' } })
    const dueOf = (indices: number[]) => {
      const facts = factsOf(due, [part('2024-02-06', { intervals: Object.fromEntries(indices.map((i) => [hour(i), 1])) })])
      return at(facts, '2030-01-01T00:00:00Z').get('2024-02-06')?.dueAt
    }
    expect([dueOf(all), dueOf(data)]).toEqual(Array(2).fill(Date.parse('2024-02-07T00:10:00Z')))
  })
  it('are 23 and 25 where the clocks change', () => {
    const newYork = makeSpec({ ...spec, zone: 'America/New_York' })
    const count = (before: string, dt: string, after: string) =>
      at(factsOf(newYork, [before, part(dt, { intervals: {} }), after]), '2030-01-01T00:00:00Z').get(dt)?.expected
    expect(count('2026-03-07', '2026-03-08', '2026-03-09')).toBe(23)
    expect(count('2026-10-31', '2026-11-01', '2026-11-02')).toBe(25)
    expect(count('2026-11-01', '2026-11-02', '2026-11-03')).toBe(24)
  })
})

describe('a dataset without partitions', () => {
  it('is missing until it is loaded, and then ok', () => {
    expect(states(factsOf(makeSpec()))).toEqual({ all: 'missing' })
    expect(states(factsOf(makeSpec(), ['all']))).toEqual({ all: 'ok' })
  })
  it('is late when it was never loaded and was due', () => {
    const spec = makeSpec({ expectedBy: { days: 0, time: '07:00' } })
    expect(states(factsOf(spec), '2024-02-06T23:00:00Z')).toEqual({ all: 'late' })
  })
})

describe('of several states', () => {
  const spec = daily({ expectedBy: { days: 1, time: '07:00' } })
  const now = '2024-02-07T23:00:00Z'
  const state = (change: Partial<DatasetFacts>, parts: (string | PartitionFacts)[] = ['2024-02-06']) =>
    states(factsOf(spec, parts, change), now)['2024-02-07']
  const trouble = (name: 'failed' | 'refused') => new Map([['2024-02-07', { state: name, error }]])

  it('that of the run at work counts first, then how the newest run ended, then lateness', () => {
    expect(state({ running: new Map([['2024-02-07', 'r1']]), troubles: trouble('failed') })).toBe('running')
    expect(state({ troubles: trouble('failed') })).toBe('failed')
    expect(state({ troubles: trouble('refused') }, ['2024-02-07'])).toBe('refused')
    expect(state({})).toBe('late')
  })

  it('each but ok and empty needs something', () => {
    const needs: Record<PartitionState, ReturnType<typeof needOf>> = {
      ...{ missing: 'missing', late: 'missing', partial: 'missing', failed: 'failed', refused: 'failed', stale: 'stale' },
      ...{ ok: null, empty: null, running: null }
    }
    for (const [name, need] of Object.entries(needs)) expect(needOf(name as PartitionState)).toBe(need)
  })
})

describe('recent partitions are provisional', () => {
  it('for as long as the source may restate them', () => {
    const spec = monthly({ provisional: { count: 2, unit: 'month' }, range: { from: '2023-11-01', to: '2024-12-31' } })
    const facts = factsOf(spec, ['2023-11', '2023-12', '2024-01', '2024-02'])
    const provisional = [...at(facts, '2024-02-20T00:00:00Z')].filter(([, one]) => one.provisional).map(([dt]) => dt)
    expect(provisional).toEqual(['2024-01', '2024-02'])
  })
})
