import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueTicks, nextDue } from '.'
import type { DatasetSpecInput } from '../../contract'
import type { TradingCalendar } from '../../calendar'
import { calendarOf, makeSpec } from '../testing/dataset'

const HOUR = 3_600_000
const daily = (cron: string, change: Partial<DatasetSpecInput> = {}) =>
  makeSpec({ partition: { columns: ['date'], grain: 'day' }, schedule: { cron }, ...change })
const hourly = (cron: string, zone: string) =>
  daily(cron, { zone, interval: { unit: 'hour', column: 'at' }, calendar: undefined })

function ticks(spec: ReturnType<typeof daily>, claimed: string | undefined, now: string): [string, string][] {
  const calendar = spec.calendar === undefined ? undefined : calendarOf(spec.calendar)
  const until = claimed === undefined ? undefined : Date.parse(claimed)
  return dueTicks(spec, calendar, until, Date.parse(now)).map(({ interval, dueAt }) => [
    interval.id,
    new Date(dueAt).toISOString()
  ])
}

describe('a schedule by cron', () => {
  it('names each interval that ended, once and in order, after three days without an engine', () => {
    const found = ticks(hourly('0 * * * *', 'Asia/Seoul'), '2026-11-17T03:00:00.000Z', '2026-11-20T03:00:00.000Z')
    expect(found).toHaveLength(72)
    expect(found[0]).toEqual(['2026-11-17T03:00Z', '2026-11-17T04:00:00.000Z'])
    expect(found[71]).toEqual(['2026-11-20T02:00Z', '2026-11-20T03:00:00.000Z'])
    expect([...found].sort()).toEqual(found)
  })

  it('runs on days of business only, for the day of business before', () => {
    const spec = daily('0 7 * * *', { calendar: 'krx' })
    expect(ticks(spec, '2024-02-06T22:00:00.000Z', '2024-02-13T23:00:00Z')).toEqual([
      ['2024-02-07', '2024-02-07T22:00:00.000Z'],
      ['2024-02-08', '2024-02-12T22:00:00.000Z'],
      ['2024-02-13', '2024-02-13T22:00:00.000Z']
    ])
  })

  it('runs for the day itself where it is expected on that day', () => {
    const spec = daily('0 18 * * *', { calendar: 'krx', expectedBy: { days: 0, time: '16:00' } })
    expect(ticks(spec, '2024-02-06T09:00:00.000Z', '2024-02-07T09:00:00.000Z')).toEqual([
      ['2024-02-07', '2024-02-07T09:00:00.000Z']
    ])
  })

  it('loses no hour although it runs but once a day', () => {
    const found = ticks(hourly('0 7 * * *', 'UTC'), '2024-02-06T07:00:00.000Z', '2024-02-07T08:00:00Z')
    expect(found.map(([id]) => id)).toHaveLength(24)
    expect(new Set(found.map(([, at]) => at))).toEqual(new Set(['2024-02-07T07:00:00.000Z']))
  })

  it('names an interval once although it runs every ten minutes', () => {
    const spec = daily('*/10 * * * *', { zone: 'UTC' })
    expect(ticks(spec, '2024-02-06T00:00:00.000Z', '2024-02-07T12:00:00Z')).toEqual([['2024-02-06', '2024-02-07T00:00:00.000Z']])
    expect(ticks(spec, '2024-02-07T00:00:00.000Z', '2024-02-07T23:59:00Z')).toEqual([])
  })

  it('begins with the newest interval when nothing was ever claimed', () => {
    expect(ticks(daily('*/10 * * * *', { zone: 'UTC' }), undefined, '2024-02-07T15:05:00Z')).toEqual([
      ['2024-02-06', '2024-02-07T00:00:00.000Z']
    ])
    expect(ticks(daily('0 7 * * *', { calendar: 'krx' }), undefined, '2024-02-10T00:00:00Z')).toEqual([
      ['2024-02-07', '2024-02-07T22:00:00.000Z']
    ])
  })

  it('names nothing outside the range, while paused, and without cron', () => {
    const range = { from: '2024-02-06', to: '2024-02-06' }
    expect(ticks(daily('0 7 * * *', { zone: 'UTC', range }), '2024-01-01T00:00:00Z', '2024-03-01T00:00:00Z')).toEqual([
      ['2024-02-06', '2024-02-07T07:00:00.000Z']
    ])
    const paused = daily('', { schedule: { cron: '0 7 * * *', paused: true } })
    expect(ticks(paused, '2024-01-01T00:00:00Z', '2024-03-01T00:00:00Z')).toEqual([])
    expect(ticks(daily('', { schedule: { arrival: true } }), '2024-01-01T00:00:00Z', '2024-03-01T00:00:00Z')).toEqual([])
    expect(nextDue(paused, undefined, 0)).toBeUndefined()
  })
})

describe('when the clocks of New York change', () => {
  it.each([
    ['forward', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z', 23],
    ['back', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z', 25]
  ])('%s, each hour of the day runs once', (_, from, to, count) => {
    const found = ticks(hourly('0 * * * *', 'America/New_York'), from, to)
    expect(found).toHaveLength(count)
    expect(new Set(found.map(([id]) => id)).size).toBe(count)
  })

  it.each([
    ['a time that does not exist', '30 2 * * *', '2026-03-07', '2026-03-08T07:00:00.000Z'],
    ['a list of times of which one does not exist', '30 2,14 * * *', '2026-03-07', '2026-03-08T07:00:00.000Z'],
    ['a time that comes twice', '30 1 * * *', '2026-10-31', '2026-11-01T05:30:00.000Z']
  ])('%s comes once', (_, cron, day, at) => {
    const spec = daily(cron, { zone: 'America/New_York' })
    const found = ticks(
      spec,
      new Date(Date.parse(`${day}T12:00:00Z`)).toISOString(),
      new Date(Date.parse(at) + 20 * HOUR).toISOString()
    )
    expect(found).toEqual([[day, at]])
  })
})

describe('a clock that jumps', () => {
  const spec = hourly('5 * * * *', 'Asia/Seoul')
  /** The engine: claims what is due, and keeps the greatest due time. */
  function run(clock: readonly number[]): string[] {
    let claimed = Date.parse('2026-11-17T03:05:00Z')
    const ran: string[] = []
    for (const now of clock) {
      for (const { interval, dueAt } of dueTicks(spec, undefined, claimed, now)) {
        ran.push(interval.id)
        claimed = Math.max(claimed, dueAt)
      }
    }
    return ran
  }
  const start = Date.parse('2026-11-17T03:10:00Z')
  const steady = Array.from({ length: 96 }, (_, index) => start + index * HOUR)

  it.each([
    ['a day back', 30, -24],
    ['a day ahead', 30, 24]
  ])('%s for six hours loses and doubles nothing', (_, from, hours) => {
    const jumped = steady.map((now, index) => (index >= from && index < from + 6 ? now + hours * HOUR : now))
    expect(run(jumped)).toEqual(run(steady))
  })
})

const MINUTE = 60_000
const clocks = new Map<string, Intl.DateTimeFormat>()
function wall(zone: string, at: number): { minute: number; hour: number; weekday: string; date: string } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric', weekday: 'short' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' }
    })
  clocks.set(zone, clock)
  const of = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return {
    ...{ minute: Number(of.minute), hour: Number(of.hour), weekday: of.weekday ?? '' },
    date: `${of.year ?? ''}-${of.month ?? ''}-${of.day ?? ''}`
  }
}

describe('any schedule', () => {
  const zone = fc.constantFrom('Asia/Seoul', 'America/New_York', 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe')
  const start = fc.integer({ min: Date.UTC(2019, 0, 1) / HOUR, max: Date.UTC(2026, 0, 1) / HOUR })
  const calendars: (TradingCalendar | undefined)[] = [undefined, calendarOf('krx'), calendarOf('nyse')]

  it('runs each interval at the first minute at or after its end that the expression names on a day of business', () => {
    fc.assert(
      fc.property(
        zone,
        start,
        fc.constantFrom(0, 7, 30),
        fc.constantFrom(1, 4, 6),
        fc.constantFrom(0, 1, 2),
        (name, hour, minute, every, which) => {
          const calendar = calendars[which]
          const spec = daily(`${minute} */${every} * * *`, { zone: name, interval: { unit: 'hour', column: 'at' } })
          const [from, to] = [hour * HOUR, hour * HOUR + 60 * HOUR]
          const isOpen = ({ date, weekday }: ReturnType<typeof wall>) =>
            calendar === undefined || (!['Sat', 'Sun'].includes(weekday) && !calendar.closed.has(date))
          const named: number[] = []
          for (let at = from + MINUTE; at <= to; at += MINUTE) {
            const shows = wall(name, at)
            if (shows.minute === minute && shows.hour % every === 0 && isOpen(shows)) named.push(at)
          }
          const found = dueTicks(spec, calendar, from, to)
          for (const { interval, dueAt } of found) expect(dueAt).toBe(named.find((at) => at >= interval.end))
          expect(new Set(found.map(({ interval }) => interval.id)).size).toBe(found.length)
          for (const [index, { interval }] of found.entries()) {
            if (index > 0 && calendar === undefined) expect(interval.start).toBe(found[index - 1]?.interval.end)
          }
        }
      ),
      { numRuns: 25 }
    )
  })

  it('names the same however often it is asked', () => {
    fc.assert(
      fc.property(
        zone,
        start,
        fc.constantFrom('0 * * * *', '15 3 * * *', '*/20 9-16 * * 1-5'),
        fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 20 }),
        (name, hour, cron, steps) => {
          const spec = hourly(cron, name)
          const from = hour * HOUR
          let [now, claimed] = [from, from]
          const asked: string[] = []
          for (const step of steps) {
            now += step * 20 * MINUTE
            for (const { interval, dueAt } of dueTicks(spec, undefined, claimed, now)) {
              asked.push(interval.id)
              claimed = Math.max(claimed, dueAt)
            }
          }
          expect(asked).toEqual(dueTicks(spec, undefined, from, now).map(({ interval }) => interval.id))
        }
      ),
      { numRuns: 60 }
    )
  })

  it('says next what will fall due next', () => {
    fc.assert(
      fc.property(
        zone,
        start,
        fc.constantFrom('0 * * * *', '15 3 * * *', '*/20 9-16 * * 1-5', '0 7 1 * *'),
        (name, hour, cron) => {
          const spec = hourly(cron, name)
          const now = hour * HOUR
          const next = nextDue(spec, undefined, now)
          const at = next?.at ?? NaN
          expect(dueTicks(spec, undefined, now, at - 1)).toEqual([])
          expect(dueTicks(spec, undefined, now, at).at(-1)).toEqual({ interval: next?.interval, dueAt: at })
        }
      ),
      { numRuns: 60 }
    )
  })
})
