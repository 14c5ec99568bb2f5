import { describe, expect, it } from 'vitest'
import { watermarkMarker, watermarkOf } from './watermark'

const kept = (text: string): string | undefined => watermarkOf({ txns: new Map([watermarkMarker('at', text)]) }, 'at')

describe('a watermark', () => {
  it.each([
    ['9007199254740991', '9007199254740991'],
    ['-3', '-3'],
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31 23:59:59', '2026-01-31 23:59:59.000000'],
    ['2026-01-31 23:59:59.000001', '2026-01-31 23:59:59.000001'],
    ['1969-12-31 23:59:59.25', '1969-12-31 23:59:59.250000'],
    ['2026-01-31T23:59:59.5Z', '2026-01-31 23:59:59.500000Z']
  ])('%s comes back from the log as %s', (text, back) => {
    expect(kept(text)).toBe(back)
  })

  it.each(['9007199254740993', '2026-02-30 00:00:00', 'never', ''])('%j is refused, as the log cannot hold it', (text) => {
    expect(() => watermarkMarker('at', text)).toThrow('cannot be kept as a watermark')
  })

  it('of another column says nothing', () => {
    expect(watermarkOf({ txns: new Map([watermarkMarker('id', '7')]) }, 'at')).toBeUndefined()
  })
})
