import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, noProgress } from './progress'

describe('progress', () => {
  it('never goes back, whatever the updates say', () => {
    const update = fc.record({
      fraction: fc.option(fc.double({ min: -1, max: 2, noNaN: true }), { nil: undefined }),
      rows: fc.nat()
    })
    fc.assert(
      fc.property(fc.array(update), (updates) => {
        let now = noProgress
        for (const next of updates) {
          const after = advance(now, next, 5_000)
          expect(after.fraction ?? 0).toBeGreaterThanOrEqual(now.fraction ?? 0)
          expect(after.fraction ?? 0).toBeLessThanOrEqual(1)
          expect(after.rows).toBeGreaterThanOrEqual(now.rows)
          now = after
        }
      })
    )
  })

  it('estimates what is left from the pace so far, once there is a pace', () => {
    expect(advance(noProgress, { fraction: 0.25 }, 10_000).etaSeconds).toBe(30)
    expect(advance(noProgress, { fraction: 0.001 }, 10_000).etaSeconds).toBeNull()
    expect(advance(noProgress, { rows: 5 }, 10_000).etaSeconds).toBeNull()
  })
})
