import { describe, expect, it } from 'vitest'
import { dateStatus, dueAt, intervalById, readyAt, refusesEmpty, restatedPartitions } from '.'
import type { DatasetSpecInput } from '../../contract'
import { calendarOf, makeSpec } from '../testing/dataset'

const krx = calendarOf('krx')
const daily = (change: Partial<DatasetSpecInput> = {}) =>
  makeSpec({ calendar: 'krx', partition: { columns: ['date'], grain: 'day' }, ...change })

function due(change: Partial<DatasetSpecInput>, id: string): string {
  const spec = daily(change)
  const calendar = spec.calendar === undefined ? undefined : calendarOf(spec.calendar)
  const interval = intervalById(spec, calendar, id)
  if (interval === undefined) throw new Error(`no interval ${id}`)
  return new Date(dueAt(spec, calendar, interval) ?? NaN).toISOString()
}

describe('an interval is due', () => {
  it.each<[string, string, string, Partial<DatasetSpecInput>]>([
    ['the next day of business at 07:00', '2024-02-06', '2024-02-06T22:00:00.000Z', {}],
    ['after the weekend for a Friday', '2024-01-05', '2024-01-07T22:00:00.000Z', {}],
    ['after a holiday for the day before it', '2024-02-08', '2024-02-12T22:00:00.000Z', {}],
    ['the next calendar day without calendar', '2024-02-08', '2024-02-08T22:00:00.000Z', { calendar: undefined }],
    ['the same day where it says 0 days', '2024-02-06', '2024-02-06T07:30:00.000Z', { expectedBy: { days: 0, time: '16:30' } }],
    ['so many minutes after its end', '2024-02-06', '2024-02-06T15:30:00.000Z', { expectedBy: { minutes: 30 } }],
    [
      'in New York at a time that exists, when 02:30 does not',
      '2026-03-07',
      '2026-03-08T07:00:00.000Z',
      { zone: 'America/New_York', calendar: undefined, expectedBy: { days: 1, time: '02:30' } }
    ],
    [
      'in New York at the first 01:30, when there are two',
      '2026-10-31',
      '2026-11-01T05:30:00.000Z',
      { zone: 'America/New_York', calendar: undefined, expectedBy: { days: 1, time: '01:30' } }
    ],
    [
      'on the day of business after the month',
      '2021-12',
      '2022-01-02T22:00:00.000Z',
      { interval: { unit: 'month' }, partition: { columns: ['date'], grain: 'month' } }
    ]
  ])('%s: %s at %s', (_, id, at, change) => expect(due({ expectedBy: { days: 1, time: '07:00' }, ...change }, id)).toBe(at))

  it('never, where the dataset does not say so', () => {
    const spec = daily()
    const interval = intervalById(spec, krx, '2024-02-06')
    expect(interval && dueAt(spec, krx, interval)).toBeUndefined()
  })

  it('and can be there at its end, or already when it is due before that', () => {
    const ready = (change: Partial<DatasetSpecInput>) => {
      const spec = daily(change)
      const interval = intervalById(spec, krx, '2024-02-06')
      return new Date(interval === undefined ? NaN : readyAt(spec, krx, interval)).toISOString()
    }
    expect(ready({})).toBe('2024-02-06T15:00:00.000Z')
    expect(ready({ expectedBy: { days: 1, time: '07:00' } })).toBe('2024-02-06T15:00:00.000Z')
    expect(ready({ expectedBy: { days: 0, time: '16:00' } })).toBe('2024-02-06T07:00:00.000Z')
  })
})

describe('an interval without a row is a late source', () => {
  const refuses = (change: Partial<DatasetSpecInput>, id: string) => {
    const spec = daily(change)
    const calendar = spec.calendar === undefined ? undefined : calendarOf(spec.calendar)
    const interval = intervalById(spec, calendar, id)
    if (interval === undefined) throw new Error(`no interval ${id}`)
    return refusesEmpty(spec, calendar, interval)
  }
  it('on trading days, and never without calendar, unless the dataset says otherwise', () => {
    expect(refuses({}, '2024-02-06')).toBe(true)
    expect(refuses({ calendar: undefined }, '2024-02-06')).toBe(false)
    expect(refuses({ whenEmpty: 'accept' }, '2024-02-06')).toBe(false)
    expect(refuses({ calendar: undefined, whenEmpty: 'refuse' }, '2024-02-06')).toBe(true)
  })
  it.each([
    ['2024-02-06T00:00Z', true, 'while it trades'],
    ['2024-02-06T07:00Z', false, 'after it has closed at 15:30 KST'],
    ['2024-01-02T00:00Z', false, 'before a late opening at 10:00 KST'],
    ['2024-01-02T01:00Z', true, 'after it']
  ])('of hours, at %s: %s, %s', (id, refused) => {
    expect(refuses({ interval: { unit: 'hour', column: 'at' } }, id)).toBe(refused)
  })
  it('until an early closing at 13:00 in New York', () => {
    const hours: Partial<DatasetSpecInput> = {
      zone: 'America/New_York',
      calendar: 'nyse',
      interval: { unit: 'hour', column: 'at' }
    }
    expect(refuses(hours, '2025-11-28T17:00Z')).toBe(true)
    expect(refuses(hours, '2025-11-28T18:00Z')).toBe(false)
  })
})

describe('nothing is expected of a date', () => {
  const spec = daily({ range: { from: '2024-01-03', to: '2024-12-31' } })
  const now = Date.parse('2024-02-08T03:00:00Z')
  it.each([
    ['2024-01-02', 'out_of_range'],
    ['2025-01-02', 'out_of_range'],
    ['2024-02-09', 'market_closed'],
    ['2024-02-03', 'market_closed'],
    ['2024-02-13', 'future'],
    ['2024-02-08', undefined],
    ['2024-02-07', undefined]
  ])('%s: %s', (date, reason) => expect(dateStatus(spec, krx, date, now)).toBe(reason))

  it('takes tomorrow for future by the dataset’s clock, not by this machine’s', () => {
    const at = (text: string) => dateStatus(daily(), krx, '2024-02-14', Date.parse(text))
    expect(at('2024-02-13T14:59:59.999Z')).toBe('future')
    expect(at('2024-02-13T15:00:00.000Z')).toBeUndefined()
  })
})

describe('a run reads again what the source restates', () => {
  const restated = (change: Partial<DatasetSpecInput>, id: string) => {
    const spec = daily(change)
    const interval = intervalById(spec, krx, id)
    return interval === undefined ? [] : restatedPartitions(spec, krx, interval)
  }
  it('by months, its own included', () => {
    const monthly: Partial<DatasetSpecInput> = { interval: { unit: 'day' }, partition: { columns: ['date'], grain: 'month' } }
    expect(restated({ ...monthly, restate: { count: 2, unit: 'month' } }, '2024-01-31')).toEqual(['2023-12', '2024-01'])
    expect(restated(monthly, '2024-01-31')).toEqual(['2024-01'])
  })
  it('by days of business, within the range', () => {
    expect(restated({ restate: { count: 3, unit: 'day' } }, '2024-02-13')).toEqual(['2024-02-07', '2024-02-08', '2024-02-13'])
    expect(restated({ restate: { count: 3, unit: 'day' }, range: { from: '2024-02-08' } }, '2024-02-13')).toEqual([
      '2024-02-08',
      '2024-02-13'
    ])
  })
})
