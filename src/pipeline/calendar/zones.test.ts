import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateIn, dayIn, fromEpochDay, instantOf, offsetAt, toEpochDay } from '.'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The wall clock of a zone as UTC ms, read from the parts that Intl shows. */
function wallClock(zone: string, at: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' }
    })
  formats.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000)
}

const zones = [
  ...['Asia/Seoul', 'UTC', 'America/New_York', 'Europe/London', 'Pacific/Apia', 'Australia/Lord_Howe', 'Asia/Kathmandu'],
  ...['America/St_Johns', 'America/Havana', 'America/Sao_Paulo', 'Africa/Casablanca', 'Asia/Tehran', 'Africa/Cairo'],
  ...['Pacific/Kwajalein', 'Pacific/Chatham', 'Asia/Gaza', 'Antarctica/Troll', 'Europe/Dublin', 'America/Asuncion']
]
const zone = fc.constantFrom(...zones)
const instant = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2037, 11, 31) })
const MINUTE = 60_000

describe('the clocks of a zone', () => {
  it('show what Intl shows, at any instant', () => {
    fc.assert(
      fc.property(zone, instant, (name, at) => {
        expect(at + offsetAt(name, at)).toBe(wallClock(name, at))
      }),
      { numRuns: 3000 }
    )
  })

  it('begin each minute of each day at the first instant that shows it or a later one', () => {
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 0, max: 1439 }), (name, at, minutes) => {
        const day = dayIn(name, at)
        const wall = (day * 1440 + minutes) * MINUTE
        // Minute by minute from a day and a half before, when no zone shows it yet.
        let first = wall - 36 * 60 * MINUTE
        while (wallClock(name, first) < wall) first += MINUTE
        expect(Math.floor(instantOf(name, day, minutes) / MINUTE)).toBe(Math.floor(first / MINUTE))
      }),
      { numRuns: 60 }
    )
  })

  it.each([
    ['Asia/Seoul', '2026-11-21', '2026-11-20T15:00:00.000Z', 'midnight in Korea'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', 'a day of 23 hours'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', 'a midnight that the clocks leap over'],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', 'a midnight that comes twice'],
    ['America/St_Johns', '2010-11-07', '2010-11-07T02:30:00.000Z', 'clocks that go back over midnight a minute after it'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', 'a date that never was'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z', 'the date after it'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z', 'three quarters of an hour']
  ])('%s %s begins at %s: %s', (name, date, at) => {
    expect(new Date(instantOf(name, toEpochDay(date))).toISOString()).toBe(at)
  })

  it('shows a time that they leap over right after the leap, and one that comes twice first', () => {
    const at = (date: string, minutes: number) => new Date(instantOf('America/New_York', toEpochDay(date), minutes)).toISOString()
    expect(at('2026-03-08', 150)).toBe('2026-03-08T07:00:00.000Z')
    expect(at('2026-11-01', 90)).toBe('2026-11-01T05:30:00.000Z')
  })

  it('changes the date in Korea between 14:59:59.999Z and 15:00:00.000Z', () => {
    expect(dateIn('Asia/Seoul', Date.parse('2023-08-31T14:59:59.999Z'))).toBe('2023-08-31')
    expect(dateIn('Asia/Seoul', Date.parse('2023-08-31T15:00:00.000Z'))).toBe('2023-09-01')
  })
})

describe('days', () => {
  it('are counted as Date counts them', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        const text = date.toISOString().slice(0, 10)
        expect(toEpochDay(text)).toBe(Math.floor(date.getTime() / 86_400_000))
        expect(fromEpochDay(toEpochDay(text))).toBe(text)
      })
    )
  })

  it.each(['2023-02-29', '2023-13-01', '2023-00-10', '2023-04-31', '2023-04-00', '2023-4-1', 'all'])('%s is none', (text) => {
    expect(toEpochDay(text)).toBeNaN()
  })
})
