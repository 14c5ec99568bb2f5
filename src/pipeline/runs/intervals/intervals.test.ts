import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intervalAt, intervalById, intervalsBetween, intervalsOf, partitionsBetween } from '.'
import { calendarOf, makeSpec } from '../testing/dataset'

const hours = (zone: string, every = 1) =>
  makeSpec({ zone, interval: { unit: 'hour', every, column: 'at' }, partition: { columns: ['date'], grain: 'day' } })
const ids = (list: { id: string }[]) => list.map(({ id }) => id)
const iso = (at: number) => new Date(at).toISOString()

const clocks = new Map<string, Intl.DateTimeFormat>()

/** The date and time that a wall clock shows, by Intl. */
function shown(zone: string, at: number): string {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'short' })
  clocks.set(zone, clock)
  return clock.format(at)
}

describe('hours of a day', () => {
  it.each([
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Europe/London', '2026-03-29', 23],
    ['Europe/London', '2026-10-25', 25],
    ['Asia/Seoul', '2026-03-08', 24],
    ['Asia/Kathmandu', '2026-03-08', 24]
  ])('%s %s has %i, each with an id of its own', (zone, date, count) => {
    const found = intervalsOf(hours(zone), undefined, date)
    expect(new Set(ids(found)).size).toBe(count)
    expect(found.every(({ start, end }) => end - start === 3_600_000)).toBe(true)
    expect(new Set(found.map(({ date, dt }) => `${date} ${dt}`))).toEqual(new Set([`${date} ${date}`]))
  })

  it('end with a short one where the clocks change by half an hour', () => {
    const found = intervalsOf(hours('Australia/Lord_Howe'), undefined, '2026-04-05')
    expect(found.map(({ start, end }) => (end - start) / 60_000)).toEqual([...Array<number>(24).fill(60), 30])
  })

  it('begin at local midnight, also a quarter past a full hour of UTC', () => {
    expect(ids(intervalsOf(hours('Asia/Kathmandu', 6), undefined, '2026-01-01'))).toEqual([
      '2025-12-31T18:15Z',
      '2026-01-01T00:15Z',
      '2026-01-01T06:15Z',
      '2026-01-01T12:15Z'
    ])
  })

  it('are none on a date that never was', () => {
    expect(ids(intervalsBetween(hours('Pacific/Apia', 12), undefined, '2011-12-29', '2011-12-31'))).toEqual([
      '2011-12-29T10:00Z',
      '2011-12-29T22:00Z',
      '2011-12-30T10:00Z',
      '2011-12-30T22:00Z'
    ])
  })
})

describe('days', () => {
  const daily = (change = {}) => makeSpec({ partition: { columns: ['date'], grain: 'day' }, ...change })

  it('turn in Korea at 15:00 UTC, to the millisecond', () => {
    const at = (text: string) => intervalAt(daily(), undefined, Date.parse(text))?.id
    expect(at('2023-08-31T14:59:59.999Z')).toBe('2023-08-31')
    expect(at('2023-08-31T15:00:00.000Z')).toBe('2023-09-01')
  })

  it('leave out the date that Samoa leapt over', () => {
    const found = intervalsBetween(daily({ zone: 'Pacific/Apia' }), undefined, '2011-12-28', '2012-01-01')
    expect(ids(found)).toEqual(['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01'])
  })

  it('are the trading days of the calendar, and Monday to Friday where it knows nothing', () => {
    const spec = daily({ calendar: 'krx' })
    const found = intervalsBetween(spec, calendarOf('krx'), '2024-02-08', '2024-02-13')
    expect(ids(found)).toEqual(['2024-02-08', '2024-02-13'])
    expect(ids(intervalsBetween(spec, calendarOf('krx'), '2017-12-25', '2017-12-31'))).toHaveLength(5)
    expect(intervalById(spec, calendarOf('krx'), '2024-02-09')).toBeUndefined()
    expect(intervalAt(spec, calendarOf('krx'), Date.parse('2024-02-09T03:00:00Z'))).toBeUndefined()
  })

  it('of a month of prices lie in its partition', () => {
    const spec = makeSpec({ calendar: 'krx', interval: { unit: 'day' }, partition: { columns: ['date'], grain: 'month' } })
    const found = intervalsOf(spec, calendarOf('krx'), '2021-09')
    expect(found).toHaveLength(19)
    expect(found.every(({ dt }) => dt === '2021-09')).toBe(true)
  })

  it('together as weeks begin on Mondays', () => {
    const found = intervalsBetween(makeSpec({ interval: { unit: 'day', every: 7 } }), undefined, '2026-11-21', '2026-11-23')
    expect(found.map(({ id, date, dt }) => [id, date, dt])).toEqual([
      ['2026-11-16', '2026-11-22', 'all'],
      ['2026-11-23', '2026-11-29', 'all']
    ])
  })
})

describe('months', () => {
  it('begin and end at local midnight', () => {
    const [found] = intervalsBetween(
      makeSpec({ partition: { columns: ['date'], grain: 'month' } }),
      undefined,
      '2024-02-29',
      '2024-02-29'
    )
    expect(found && { ...found, start: iso(found.start), end: iso(found.end) }).toEqual({
      id: '2024-02',
      start: '2024-01-31T15:00:00.000Z',
      end: '2024-02-29T15:00:00.000Z',
      date: '2024-02-29',
      dt: '2024-02'
    })
  })

  it('together as quarters begin in January', () => {
    const spec = makeSpec({ interval: { unit: 'month', every: 3 } })
    expect(ids(intervalsBetween(spec, undefined, '2023-12-31', '2024-04-01'))).toEqual(['2023-10', '2024-01', '2024-04'])
  })
})

describe('partitions', () => {
  it('of a stretch include both ends, whichever grain names them', () => {
    const daily = makeSpec({ partition: { columns: ['date'], grain: 'day' } })
    const monthly = makeSpec({ partition: { columns: ['date'], grain: 'month' } })
    expect(partitionsBetween(daily, undefined, '2023-08-01', '2023-08-04')).toHaveLength(4)
    expect(partitionsBetween(daily, undefined, '2024-02', '2024-02')).toHaveLength(29)
    expect(partitionsBetween(monthly, undefined, '2023-11-30', '2024-01-01')).toEqual(['2023-11', '2023-12', '2024-01'])
    expect(partitionsBetween(monthly, undefined, '2024-01', '2023-12')).toEqual([])
    expect(partitionsBetween(makeSpec(), undefined, 'all', 'all')).toEqual(['all'])
  })
})

const zone = fc.constantFrom(
  ...['Asia/Seoul', 'UTC', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'],
  ...['America/Havana', 'Africa/Casablanca', 'Pacific/Chatham', 'America/Sao_Paulo']
)
const unit = fc.constantFrom<{ unit: 'minute' | 'hour' | 'day' | 'month'; every: number }>(
  ...[5, 30, 120].map((every) => ({ unit: 'minute' as const, every })),
  ...[1, 6].map((every) => ({ unit: 'hour' as const, every })),
  ...[1, 7].map((every) => ({ unit: 'day' as const, every })),
  ...[1, 3].map((every) => ({ unit: 'month' as const, every }))
)
const dateText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const day = fc.integer({ min: Date.UTC(2005, 0, 1) / 86_400_000, max: Date.UTC(2030, 0, 1) / 86_400_000 })
const length = fc.integer({ min: 0, max: 9 })

describe('intervals of any kind, zone and stretch', () => {
  it('follow each other without a gap and cover each instant once', () => {
    fc.assert(
      fc.property(zone, unit, day, length, fc.double({ min: 0, max: 1, noNaN: true }), (name, interval, first, days, share) => {
        const spec = makeSpec({ zone: name, interval })
        const found = intervalsBetween(spec, undefined, dateText(first), dateText(first + days))
        for (const [index, one] of found.entries()) {
          expect(one.start).toBeLessThan(one.end)
          if (index > 0) expect(one.start).toBe(found[index - 1]?.end)
          expect(shown(name, one.end - 1).slice(0, 10)).toBe(one.date)
        }
        const [start, end] = [found[0]?.start ?? 0, found.at(-1)?.end ?? 0]
        const at = Math.floor(start + (end - start - 1) * share)
        if (found.length === 0) return
        const holding = found.filter((one) => one.start <= at && at < one.end)
        expect(holding).toHaveLength(1)
        expect(intervalAt(spec, undefined, at)).toEqual(holding[0])
        expect(intervalById(spec, undefined, holding[0]?.id ?? '')).toEqual(holding[0])
      }),
      { numRuns: 400 }
    )
  })

  it('are the same wherever a stretch is cut', () => {
    fc.assert(
      fc.property(zone, unit, day, length, length, (name, interval, first, left, right) => {
        const spec = makeSpec({ zone: name, interval })
        const between = (from: number, to: number) => ids(intervalsBetween(spec, undefined, dateText(from), dateText(to)))
        const [cut, last] = [first + left, first + left + right + 1]
        expect([...new Set([...between(first, cut), ...between(cut + 1, last)])]).toEqual(between(first, last))
      }),
      { numRuns: 200 }
    )
  })

  it('shorter than a day are as many as Intl counts steps from one date to the next', () => {
    fc.assert(
      fc.property(zone, day, (name, first) => {
        const date = dateText(first)
        const inDate = (at: number) => shown(name, at).startsWith(date)
        const noon = first * 86_400_000 + 43_200_000
        let halves = 0
        for (let at = noon - 40 * 3_600_000; at < noon + 40 * 3_600_000; at += 1_800_000) if (inDate(at + 900_000)) halves += 1
        expect(intervalsOf(makeSpec({ zone: name, interval: { unit: 'minute', every: 30 } }), undefined, date)).toHaveLength(
          halves
        )
      }),
      { numRuns: 60 }
    )
  })
})
