import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  dateIn,
  fromEpochDay,
  isTradingDay,
  lastTradingDay,
  loadCalendar,
  sessionOf,
  shippedCalendar,
  shippedCalendars,
  toEpochDay,
  tradingDays,
  weekday,
  type TradingCalendar
} from '.'

const calendar = (id: string): TradingCalendar => {
  const found = shippedCalendar(id)
  if (found === undefined) throw new Error(`no calendar ${id}`)
  return found
}
const krx = calendar('krx')
const nyse = calendar('nyse')

describe('the KRX calendar', () => {
  it.each([
    ['2020-08-17', 'a temporary holiday'],
    ['2021-10-11', 'a substitute holiday'],
    ['2022-03-09', 'an election'],
    ['2023-05-01', 'Labour Day'],
    ['2022-12-30', 'the last weekday of the year'],
    ['2026-07-17', 'Constitution Day, a holiday again from 2026'],
    ['2024-06-15', 'a Saturday']
  ])('is closed on %s, %s', (date) => expect(isTradingDay(krx, date)).toBe(false))

  it('opens an hour late on the first trading day and closes an hour late on the day of the entrance exam', () => {
    expect(sessionOf(krx, '2024-01-02')).toMatchObject({ open: '10:00', close: '15:30' })
    expect(sessionOf(krx, '2026-11-19')).toMatchObject({ open: '10:00', close: '16:30' })
    expect(sessionOf(krx, '2026-11-20')).toEqual({ open: '09:00', close: '15:30' })
  })

  it('finds the trading day before a long holiday', () => {
    expect(lastTradingDay(krx, '2025-10-09')).toBe('2025-10-02')
    expect(lastTradingDay(krx, '2026-11-20')).toBe('2026-11-20')
  })
})

describe('the NYSE calendar', () => {
  it('is closed on Good Friday and on days of mourning, and closes early after Thanksgiving', () => {
    expect(['2024-03-29', '2018-12-05', '2025-01-09'].map((date) => isTradingDay(nyse, date))).toEqual([false, false, false])
    expect(sessionOf(nyse, '2025-11-28')).toMatchObject({ close: '13:00' })
  })
})

describe('any calendar', () => {
  it('lists no weekend as closed and no closed day as a session', () => {
    for (const id of shippedCalendars) {
      const { file, closed } = calendar(id)
      expect(file.closed.filter(({ date }) => weekday(toEpochDay(date)) > 4)).toEqual([])
      expect(file.sessions.filter(({ date }) => closed.has(date))).toEqual([])
      expect(closed.size).toBe(file.closed.length)
    }
  })

  it('does not guess outside the dates that it covers', () => {
    expect(() => isTradingDay(krx, '2017-12-29')).toThrow('covers 2018-01-01 to 2027-12-31')
    expect(() => lastTradingDay(krx, '2018-01-01')).toThrow('does not know 2017-12-31')
  })

  it('splits into the same days wherever a range is cut', () => {
    const day = fc.integer({ min: toEpochDay('2018-01-01'), max: toEpochDay('2027-12-30') })
    fc.assert(
      fc.property(day, day, day, (...days) => {
        const [from, cut, to] = days.sort((left, right) => left - right)
        const whole = tradingDays(krx, fromEpochDay(from), fromEpochDay(to + 1))
        const parts = [
          ...tradingDays(krx, fromEpochDay(from), fromEpochDay(cut)),
          ...tradingDays(krx, fromEpochDay(cut + 1), fromEpochDay(to + 1))
        ]
        expect(parts).toEqual(whole)
      }),
      { numRuns: 50 }
    )
  })

  it('takes the date of an instant in its own zone', () => {
    const at = Date.parse('2026-11-20T15:30:00.000Z')
    expect([dateIn('Asia/Seoul', at), dateIn('America/New_York', at)]).toEqual(['2026-11-21', '2026-11-20'])
  })
})

describe('a calendar of the workspace', () => {
  let root = ''
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'penstock-calendar-'))
    await mkdir(join(root, 'calendars'))
  })
  afterEach(() => rm(root, { recursive: true }))

  it('takes the place of the shipped one', async () => {
    const file = { ...krx.file, closed: [...krx.file.closed, { date: '2026-11-20', ko: '임시 휴장', en: 'Closed for a test' }] }
    await writeFile(join(root, 'calendars', 'krx.json'), JSON.stringify(file))
    expect(isTradingDay(await loadCalendar(root, 'krx'), '2026-11-20')).toBe(false)
  })

  it('is the shipped one where the workspace has none', async () => {
    expect((await loadCalendar(root, 'nyse')).file).toEqual(nyse.file)
  })

  it('is refused with its path and what is wrong', async () => {
    await writeFile(join(root, 'calendars', 'krx.json'), '{"format": 1')
    await expect(loadCalendar(root, 'krx')).rejects.toMatchObject({ code: 'dataset.invalid', message: /krx\.json.*not JSON/ })
    await writeFile(join(root, 'calendars', 'krx.json'), '{"format": 2}')
    await expect(loadCalendar(root, 'krx')).rejects.toMatchObject({ code: 'dataset.invalid', message: /format/ })
  })

  it('cannot be named by a path', async () => {
    await expect(loadCalendar(root, '../secret')).rejects.toMatchObject({ code: 'dataset.invalid' })
    await expect(loadCalendar(root, 'tse')).rejects.toMatchObject({
      code: 'dataset.invalid',
      message: 'There is no calendar tse.'
    })
  })
})
