import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cp949Decoder, decodeCp949, firstBadCp949 } from './cp949'

const bytes = (...values: number[]): Buffer => Buffer.from(values)
const text = (of: Buffer): string => decodeCp949(of).utf8.toString('utf8')

describe('CP949', () => {
  it('reads syllables that EUC-KR does not have, and the euro and registered signs', () => {
    expect(text(bytes(0x8c, 0x63, 0xb9, 0xe6, 0xb0, 0xa2, 0xc7, 0xcf))).toBe('똠방각하')
    expect(text(bytes(0xa2, 0xe6, 0x20, 0xa2, 0xe7))).toBe('€ ®')
    expect(text(bytes(0x8f, 0x4f, 0x62))).toBe('뢔b')
  })

  it('has 17,048 characters of two bytes, among them every syllable once', () => {
    const found = new Set<string>()
    for (let lead = 0x80; lead <= 0xff; lead += 1) {
      for (let trail = 0; trail <= 0xff; trail += 1) {
        const { utf8, read, bad } = decodeCp949(bytes(lead, trail))
        if (bad < 0 && read === 2 && trail >= 0x41) found.add(utf8.toString('utf8'))
      }
    }
    expect(found.size).toBe(17_048)
    expect([...found].filter((one) => one >= '가' && one <= '힣')).toHaveLength(11_172)
  })

  it('says where the first bad byte stands: a lead without a trail, a byte that is never a lead, a pair that is no character', () => {
    expect(firstBadCp949(bytes(0x61, 0xb0, 0xa1, 0xb0))).toBe(3)
    expect(firstBadCp949(bytes(0x61, 0xff, 0xa1))).toBe(1)
    expect(firstBadCp949(bytes(0x80, 0x41))).toBe(0)
    expect(firstBadCp949(bytes(0xb0, 0x0a))).toBe(0)
    expect(firstBadCp949(bytes(0xb0, 0xa1, 0x31))).toBe(-1)
  })

  it('reads the same however the bytes are cut into chunks', () => {
    const whole = Buffer.concat([Buffer.from('a,b\n'), bytes(0x8c, 0x63, 0x31, 0xb0, 0xa1, 0x8c, 0x41, 0x0a, 0xa2, 0xe6)])
    const expected = decodeCp949(whole).utf8
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: whole.length - 1 })), (cuts) => {
        const decoder = new Cp949Decoder('a.csv')
        const ends = [...cuts.sort((a, b) => a - b), whole.length]
        const parts = ends.map((end, index) => decoder.push(whole.subarray(ends[index - 1] ?? 0, end)))
        decoder.end()
        expect(Buffer.concat(parts).equals(expected)).toBe(true)
      })
    )
  })

  it('refuses half a character at the end of a file, with its byte', () => {
    const decoder = new Cp949Decoder('a.csv')
    decoder.push(bytes(0x61, 0xb0))
    expect(() => {
      decoder.end()
    }).toThrow(expect.objectContaining({ code: 'file.encoding', details: expect.objectContaining({ byte: 1 }) as object }))
  })
})
