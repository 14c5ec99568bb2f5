import { describe, expect, it } from 'vitest'
import { stretchText, timeText } from './times'

describe('times on the command line', () => {
  it.each([
    ['Asia/Seoul', '2026-11-21 07:00'],
    ['America/New_York', '2026-11-20 17:00'],
    ['UTC', '2026-11-20 22:00']
  ])('are those of the wall clock in %s', (zone, text) => expect(timeText('2026-11-20T22:00:00.000Z', zone)).toBe(text))

  it.each([
    [0, '0 min'],
    [119, '119 min'],
    [120, '2 h'],
    [2879, '47 h'],
    [2880, '2 days'],
    [2_643_185, '1835 days']
  ])('%i minutes are %s', (minutes, text) => expect(stretchText(minutes)).toBe(text))
})
