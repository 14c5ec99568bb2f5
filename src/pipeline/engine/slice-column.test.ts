import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sliceColumn } from './slice-column'

/** A text column as the contract lays it out, written plainly. */
function textColumn(values: (string | null)[]) {
  const parts = values.map((value) => new TextEncoder().encode(value ?? ''))
  const offsets = new Uint32Array(values.length + 1)
  parts.forEach((part, row) => (offsets[row + 1] = (offsets[row] ?? 0) + part.length))
  const bits = new Uint8Array(Math.ceil(values.length / 8))
  values.forEach((value, row) => {
    if (value !== null) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7))
  })
  return { validity: bits, values: new Uint8Array(Buffer.concat(parts)), offsets: new Uint8Array(offsets.buffer) }
}
function readText([validity, values, offsets]: Uint8Array[], rows: number): (string | null)[] {
  const at = new Uint32Array((offsets ?? new Uint8Array()).slice().buffer)
  return Array.from({ length: rows }, (_, row) =>
    ((validity?.[row >> 3] ?? 0) >> (row & 7)) & 1 ? new TextDecoder().decode(values?.subarray(at[row], at[row + 1])) : null
  )
}

describe('a page of a column', () => {
  it('holds the same texts and nulls as the whole, wherever it starts', () => {
    const column = fc.array(fc.option(fc.string({ unit: 'binary' })), { maxLength: 40 })
    fc.assert(
      fc.property(column, fc.nat(40), fc.nat(40), (values, a, b) => {
        const [from, to] = [Math.min(a, b, values.length), Math.min(Math.max(a, b), values.length)]
        const page = sliceColumn('utf8', textColumn(values), from, to)
        const plain = values.slice(from, to).map((value) => (value === null ? null : Buffer.from(value).toString()))
        expect(readText(page, to - from)).toEqual(plain)
      })
    )
  })

  it('copies whole numbers of fixed width, and keeps an empty validity empty', () => {
    const values = new Uint8Array(new BigInt64Array([1n, -2n, 3n]).buffer)
    const [validity, page] = sliceColumn('i64', { validity: new Uint8Array(), values, offsets: new Uint8Array() }, 1, 3)
    expect(validity).toHaveLength(0)
    expect(Array.from(new BigInt64Array(page?.buffer ?? new ArrayBuffer(0)))).toEqual([-2n, 3n])
  })
})
