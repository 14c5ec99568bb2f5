import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digest } from '../contract'
import { combineDigests, formatDigest, parseDigest } from './digest'

const value = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n })
const ph1 = (sum: bigint): string => formatDigest({ algorithm: 'ph1', value: sum })

describe('a digest', () => {
  it('is its algorithm and 32 hex digits', () => {
    expect(ph1(0n)).toBe('ph1:00000000000000000000000000000000')
    expect(ph1(255n)).toBe('ph1:000000000000000000000000000000ff')
    expect(ph1((1n << 128n) + 1n)).toBe('ph1:00000000000000000000000000000001')
  })

  it('comes back from its text, and has the form that the contract says', () => {
    fc.assert(
      fc.property(value, (sum) => {
        expect(parseDigest(ph1(sum))).toEqual({ algorithm: 'ph1', value: sum })
        expect(digest.safeParse(ph1(sum)).success).toBe(true)
      })
    )
    for (const text of ['', 'ph1', 'ph1:', 'ph1:00', 'PH1:' + '0'.repeat(32), 'ph1:' + 'g'.repeat(32)])
      expect(parseDigest(text)).toBeUndefined()
  })

  it('of several files is the sum of theirs, whatever their order and grouping', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.nat(), (sums, cut) => {
        const all = combineDigests(sums.map(ph1))
        const total = sums.reduce((sum, next) => sum + next, 0n) & ((1n << 128n) - 1n)
        expect(all).toBe(`ph1:${total.toString(16).padStart(32, '0')}`)
        expect(combineDigests(sums.toReversed().map(ph1))).toBe(all)
        const at = cut % sums.length
        if (at === 0) return
        const halves = [sums.slice(0, at), sums.slice(at)].map((half) => combineDigests(half.map(ph1)))
        expect(combineDigests(halves)).toBe(all)
      })
    )
  })

  it('is unknown where one file has none, algorithms are mixed, or there is no file', () => {
    expect(combineDigests([])).toBeUndefined()
    expect(combineDigests([ph1(1n), undefined])).toBeUndefined()
    expect(combineDigests([ph1(1n), formatDigest({ algorithm: 'ph2', value: 1n })])).toBeUndefined()
  })
})
