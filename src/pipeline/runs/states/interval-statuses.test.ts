import { describe, expect, it } from 'vitest'
import { intervalStatuses } from '.'
import type { DatasetSpecInput } from '../../contract'
import { factsOf, makeSpec, part } from '../testing/dataset'

const daily = (change: Partial<DatasetSpecInput> = {}) =>
  makeSpec({ calendar: 'krx', expectedBy: { days: 1, time: '07:00' }, partition: { columns: ['date'], grain: 'day' }, ...change })
const monthly = (change: Partial<DatasetSpecInput> = {}) =>
  makeSpec({ calendar: 'krx', interval: { unit: 'day' }, partition: { columns: ['date'], grain: 'month' }, ...change })
const list = (...args: Parameters<typeof intervalStatuses>) => intervalStatuses(...args).map(({ id, state }) => `${id} ${state}`)
const ms = (text: string) => Date.parse(text)

describe('what became of each interval', () => {
  const facts = factsOf(daily({ range: { from: '2024-02-06' } }), ['2024-02-06', part('2024-02-07', { rows: 0 })])

  it('holidays with their name in both languages, weekends, and what is to come', () => {
    const found = intervalStatuses(facts, ms('2024-02-12T23:00:00Z'), '2024-02-05', '2024-02-14')
    expect(found.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '2024-02-05 out_of_range',
      '2024-02-06 ok',
      '2024-02-07 empty',
      '2024-02-08 late',
      ...['09', '10', '11', '12'].map((day) => `2024-02-${day} market_closed`),
      ...['2024-02-13 future', '2024-02-14 future']
    ])
    const byId = new Map(found.map((one) => [one.id, one]))
    expect(byId.get('2024-02-09')?.holiday).toEqual({ ko: '설날 연휴', en: 'Seollal' })
    expect(byId.get('2024-02-10')?.holiday).toBeUndefined()
    expect(byId.get('2024-02-06')).toMatchObject({ rows: 100, dt: '2024-02-06', expectedBy: '2024-02-06T22:00:00.000Z' })
    expect(byId.get('2024-02-08')).toMatchObject({ rows: null, expectedBy: '2024-02-12T22:00:00.000Z', lateMinutes: 60 })
  })

  it('missing once the next fell due', () => {
    expect(list(facts, ms('2024-02-13T22:00:00Z'), '2024-02-08', '2024-02-13')).toEqual([
      '2024-02-08 missing',
      ...['09', '10', '11', '12'].map((day) => `2024-02-${day} market_closed`),
      '2024-02-13 late'
    ])
  })

  it('the run at work and the error of the newest run', () => {
    const error = { code: 'load.too_many_bad' as const, message: 'x', retriable: false }
    const troubled = factsOf(daily(), ['2024-02-06'], {
      running: new Map([['2024-02-07', 'r1']]),
      troubles: new Map([['2024-02-08', { state: 'failed', error }]])
    })
    const [running, failed] = intervalStatuses(troubled, ms('2024-02-12T23:00:00Z'), '2024-02-07', '2024-02-08')
    expect([running?.state, failed?.state, failed?.error]).toEqual(['running', 'failed', error])
  })

  it('without dates, up to the newest that has ended and at most 400', () => {
    const long = factsOf(daily({ calendar: undefined, range: { from: '2020-01-01' } }), ['2024-02-05'])
    const found = intervalStatuses(long, ms('2024-02-07T16:00:00Z'))
    expect(found).toHaveLength(400)
    expect(found.at(-1)?.id).toBe('2024-02-07')
  })

  it('rows of a day where its month says them, and null where it does not', () => {
    const rows = (intervals: Record<string, number> | undefined) =>
      intervalStatuses(
        factsOf(monthly(), [part('2021-09', { intervals })]),
        ms('2022-01-01T00:00:00Z'),
        '2021-09-01',
        '2021-09-02'
      ).map(({ state, rows: count }) => [state, count])
    expect(rows({ '2021-09-01': 7, '2021-09-02': 0 })).toEqual([
      ['ok', 7],
      ['empty', 0]
    ])
    expect(rows(undefined)).toEqual([
      ['ok', null],
      ['ok', null]
    ])
  })

  it('hours of a day that is closed as one line, and an hour for each other', () => {
    const hours = makeSpec({ calendar: 'nyse', zone: 'America/New_York', interval: { unit: 'hour', column: 'at' } })
    const found = list(factsOf(hours, []), ms('2024-01-01T00:00:00Z'), '2023-12-22', '2023-12-23')
    expect(found).toHaveLength(25)
    expect(found.at(-1)).toBe('2023-12-23 market_closed')
  })

  it('a month that goes on is to come', () => {
    const spec = makeSpec({ partition: { columns: ['date'], grain: 'month' }, range: { from: '2023-12-01', to: '2024-12-31' } })
    expect(list(factsOf(spec, ['2023-12']), ms('2024-02-15T00:00:00Z'), '2023-12-10', '2024-02-15')).toEqual([
      ...['2023-12 ok', '2024-01 missing', '2024-02 future']
    ])
  })
})

describe('when an interval arrived', () => {
  const due = ms('2024-02-06T22:00:00Z')
  const arrival = (change: Parameters<typeof factsOf>[2], writtenAt = 0) => {
    const [found] = intervalStatuses(
      factsOf(daily(), [part('2024-02-06', { writtenAt })], change),
      ms('2024-02-13T00:00:00Z'),
      '2024-02-06',
      '2024-02-06'
    )
    return [found?.arrivedAt, found?.lateMinutes]
  }
  it('is told where it is known, with how late that was', () => {
    expect(arrival({ arrivals: new Map([['2024-02-06', due + 90_000]]) })).toEqual(['2024-02-06T22:01:30.000Z', 1])
  })
  it('is the time of writing where that was in time', () => {
    expect(arrival({}, due)).toEqual(['2024-02-06T22:00:00.000Z', null])
  })
  it('is not told by a later run over it: that does not make it late', () => {
    expect(arrival({}, due + 60_000)).toEqual([null, null])
  })
})
