import { describe, expect, it } from 'vitest'
import { fromWallClock, nextTime, parseUntil, shortClock, tomorrowMorning, toWallClock } from './wall-clock'

const at = (text: string): number => Date.parse(text)
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

describe('a wall clock', () => {
  it('is read in its zone', () => {
    expect(iso(fromWallClock('2026-09-01 13:00', 'Asia/Seoul'))).toBe('2026-09-01T04:00:00.000Z')
    expect(iso(fromWallClock('2026-09-01 00:30', 'Asia/Seoul'))).toBe('2026-08-31T15:30:00.000Z')
    expect(toWallClock(at('2026-08-31T15:30:00Z'), 'Asia/Seoul')).toBe('2026-09-01 00:30')
  })

  it('takes the earlier of an hour that occurs twice, and passes over one that does not occur', () => {
    expect(iso(fromWallClock('2026-11-01 01:30', 'America/New_York'))).toBe('2026-11-01T05:30:00.000Z')
    expect(iso(fromWallClock('2026-03-08 02:30', 'America/New_York'))).toBe('2026-03-08T06:30:00.000Z')
    expect(iso(fromWallClock('2026-03-08 03:00', 'America/New_York'))).toBe('2026-03-08T07:00:00.000Z')
  })
})

describe('a snooze', () => {
  const now = at('2026-09-01T00:10:00Z')

  it('ends at the next such time, today or tomorrow', () => {
    expect(iso(parseUntil('13:00', 'Asia/Seoul', now))).toBe('2026-09-01T04:00:00.000Z')
    expect(iso(parseUntil('9:00', 'Asia/Seoul', now))).toBe('2026-09-02T00:00:00.000Z')
    expect(iso(nextTime('09:10', 'Asia/Seoul', now))).toBe('2026-09-02T00:10:00.000Z')
    expect(iso(tomorrowMorning('Asia/Seoul', now))).toBe('2026-09-01T23:00:00.000Z')
  })

  it('takes a date with it, but no past and no nonsense', () => {
    expect(iso(parseUntil('2026-09-03 07:00', 'Asia/Seoul', now))).toBe('2026-09-02T22:00:00.000Z')
    for (const text of ['2026-08-31 07:00', '25:00', '2026-13-01 10:00', 'later', ''])
      expect(parseUntil(text, 'Asia/Seoul', now)).toBeNull()
  })
})

describe('a moment in a row', () => {
  it('says its date unless it is today, and its year unless it is this one', () => {
    const short = (clock: string): string => shortClock(clock, '2026-11-21')
    expect(short('2026-11-21 08:00')).toBe('08:00')
    expect(short('2026-11-20 18:00')).toBe('11-20 18:00')
    expect(short('2021-11-08 07:00')).toBe('2021-11-08 07:00')
  })
})
