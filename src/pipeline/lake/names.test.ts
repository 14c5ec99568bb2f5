import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { physicalNames } from './names'

describe('names of columns in files', () => {
  it('keep letters of any script, digits and _, and put one _ for anything else', () => {
    expect(physicalNames(['종가 (원)', 'Adj Close*', ' a-b ', '2007', 'x_y', '"', ''])).toEqual([
      ...['종가_원', 'Adj_Close', 'a_b', '2007', 'x_y', 'column', 'column_2']
    ])
  })

  it('are never dt, and differ by more than case', () => {
    expect(physicalNames(['dt', 'DT', 'Close', 'close', 'CLOSE', 'close_2'])).toEqual([
      'dt_2',
      'DT_3',
      'Close',
      'close_2',
      'CLOSE_3',
      'close_2_2'
    ])
  })

  it('are plain, unique without case, and as many as the columns, whatever the columns are called', () => {
    const name = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('a', 'A', 'dt', 'İ', 'i', 'ß', 'a_2', '한글')
    )
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 12 }), (names) => {
        const physical = physicalNames(names)
        expect(physical).toHaveLength(names.length)
        for (const one of physical) expect(one).toMatch(/^[\p{L}\p{M}\p{N}_]+$/u)
        expect(new Set([...physical, 'dt'].map((one) => one.toLowerCase())).size).toBe(names.length + 1)
        expect(physicalNames(names)).toEqual(physical)
      })
    )
  })

  it('stay what they are in the table when columns come and go', () => {
    const existing = [
      { name: 'a b', physical: 'a_b' },
      { name: 'a-b', physical: 'a_b_2' }
    ]
    expect(physicalNames(['a-b', 'A B', 'a b'], existing)).toEqual(['a_b_2', 'A_B_3', 'a_b'])
  })
})
