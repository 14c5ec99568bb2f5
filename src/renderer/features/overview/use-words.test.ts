import { describe, expect, it } from 'vitest'
import { dateText } from './use-words'

describe('a date in a sentence', () => {
  it('has its weekday, and its year where that is another', () => {
    expect(dateText('2026-11-20', 'ko', '2026-11-21')).toBe('11-20(금)')
    expect(dateText('2021-11-05', 'ko', '2026-11-21')).toBe('2021-11-05(금)')
    expect(dateText('2021-11-05', 'en', '2026-11-21')).toBe('2021-11-05 (Fri)')
  })
})
