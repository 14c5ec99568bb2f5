import { describe, expect, it } from 'vitest'
import { diffCells, keyText } from './diff-cells'

describe('a row of the difference', () => {
  it('shows of a changed row only what changed, beside its key', () => {
    const sample = {
      kind: 'changed' as const,
      key: { code: '000020', date: '2021-11-05' },
      before: { code: '000020', date: '2021-11-05', close: 100, name: '동화약품' },
      after: { code: '000020', date: '2021-11-05', close: null, name: '동화약품' }
    }
    expect(keyText(sample)).toBe('000020 · 2021-11-05')
    expect(diffCells(sample, ['code', 'date'])).toEqual([{ column: 'close', before: '100', after: null, changed: true }])
  })

  it('shows all of an added row', () => {
    const sample = { kind: 'added' as const, key: { id: 1 }, before: null, after: { id: 1, price: 71_300, ok: true } }
    expect(diffCells(sample, ['id'])).toMatchObject([
      { column: 'price', before: null, after: '71300' },
      { column: 'ok', after: 'true' }
    ])
  })
})
