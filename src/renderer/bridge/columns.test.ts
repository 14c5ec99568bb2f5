import { describe, expect, it } from 'vitest'
import type { ResultPage } from '../../pipeline/contract'
import { decodeColumns } from './columns'

const bytes = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
const none = new Uint8Array()
const page = (rows: number, columns: ResultPage['columns']): ResultPage => ({ handle: 'h', from: 0, rows, columns })
const values = (read: { rows: number; at: (row: number) => unknown } | undefined): unknown[] =>
  Array.from({ length: read?.rows ?? 0 }, (_, row) => read?.at(row))

describe('a result page', () => {
  it('gives integers beyond a float exactly', () => {
    const [column] = decodeColumns(page(2, [{ name: 'n', kind: 'integer', type: 'integer', encoding: 'i64' }]), [
      none,
      bytes(new BigInt64Array([9_007_199_254_740_993n, -1n])),
      none
    ])
    expect(values(column)).toEqual([9_007_199_254_740_993n, -1n])
  })

  it('gives texts with their zeros, of any script, and tells empty from missing', () => {
    const text = new TextEncoder().encode('005930삼성')
    const [column] = decodeColumns(page(4, [{ name: '종목', kind: 'text', type: 'text', encoding: 'utf8' }]), [
      new Uint8Array([0b0111]),
      text,
      bytes(new Uint32Array([0, 6, 12, 12, 12]))
    ])
    expect(values(column)).toEqual(['005930', '삼성', '', null])
  })

  it('reads dates, floats and booleans, each by its own width', () => {
    const columns = decodeColumns(
      page(2, [
        { name: 'd', kind: 'date', type: 'date', encoding: 'i32' },
        { name: 'f', kind: 'float', type: 'float', encoding: 'f64' },
        { name: 'b', kind: 'boolean', type: 'boolean', encoding: 'u8' }
      ]),
      [
        none,
        bytes(new Int32Array([0, -1])),
        none,
        none,
        bytes(new Float64Array([0.1, -2])),
        none,
        none,
        new Uint8Array([1, 0]),
        none
      ]
    )
    expect(columns.map(values)).toEqual([
      [0, -1],
      [0.1, -2],
      [true, false]
    ])
  })

  it('reads validity beyond the first eight rows', () => {
    const [column] = decodeColumns(page(10, [{ name: 'b', kind: 'boolean', type: 'boolean', encoding: 'u8' }]), [
      new Uint8Array([0xff, 0b01]),
      new Uint8Array(10).fill(1),
      none
    ])
    expect(values(column).slice(7)).toEqual([true, true, null])
  })

  it.each([
    ['values', [none, new Uint8Array(8), none]],
    ['validity', [new Uint8Array(0), new Uint8Array(8), none]],
    ['buffers', [none]]
  ])('is refused with %s that are too short', (_what, buffers) => {
    const columns: ResultPage['columns'] = [{ name: 'n', kind: 'integer', type: 'integer', encoding: 'i64' }]
    expect(() => decodeColumns(page(2, columns), buffers)).toThrow(RangeError)
  })

  it('is refused with an offset beyond its text', () => {
    const [column] = decodeColumns(page(1, [{ name: 't', kind: 'text', type: 'text', encoding: 'utf8' }]), [
      none,
      new Uint8Array(2),
      bytes(new Uint32Array([0, 9]))
    ])
    expect(() => column?.at(0)).toThrow(RangeError)
  })
})
