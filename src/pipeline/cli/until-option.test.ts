import { describe, expect, it } from 'vitest'
import { parseVerb } from './args'
import { untilOption } from './until-option'

const NOW = Date.parse('2026-11-20T12:00:00.000Z')
const shape = { name: 'incident', summary: '', positionals: [], options: { snooze: { type: 'string', help: '' } } } as const
const until = (text: string): string => untilOption(parseVerb(shape, ['--snooze', text]), 'snooze', NOW)

describe('until when', () => {
  it('is so many hours or days from now', () => {
    expect(until('4h')).toBe('2026-11-20T16:00:00.000Z')
    expect(until('3d')).toBe('2026-11-23T12:00:00.000Z')
  })

  it('is a date or a time by the clock of the machine, or of a zone that is named', () => {
    expect(until('2026-11-24')).toBe(new Date(2026, 10, 24).toISOString())
    expect(until('2026-11-24T09:00')).toBe(new Date(2026, 10, 24, 9).toISOString())
    expect(until('2026-11-24T09:00+09:00')).toBe('2026-11-24T00:00:00.000Z')
  })

  it.each(['soon', '2026-13-01', '4', '1999-01-01', '2026-11-20T12:00Z'])('is not "%s"', (text) => {
    expect(() => until(text)).toThrow(expect.objectContaining({ code: 'usage' }))
  })
})
