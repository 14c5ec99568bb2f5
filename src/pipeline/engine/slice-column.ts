import type { VectorEncoding } from '../contract'

/** One column as contract/results says: validity bits (empty: all valid), values, offsets (utf8 only). */
export interface ColumnBuffers {
  validity: Uint8Array
  values: Uint8Array
  offsets: Uint8Array
}

const WIDTH: Record<Exclude<VectorEncoding, 'utf8'>, number> = { i64: 8, f64: 8, u8: 1, i32: 4 }

/** Rows [from, to) as buffers of exact size, in the order validity, values, offsets. */
export function sliceColumn(encoding: VectorEncoding, column: ColumnBuffers, from: number, to: number): Uint8Array[] {
  const validity = sliceBits(column.validity, from, to)
  if (encoding !== 'utf8') {
    const width = WIDTH[encoding]
    return [validity, column.values.slice(from * width, to * width), new Uint8Array()]
  }
  const source = new DataView(column.offsets.buffer, column.offsets.byteOffset, column.offsets.byteLength)
  const offsets = new Uint8Array((to - from + 1) * 4)
  const target = new DataView(offsets.buffer)
  if (to === from) return [validity, new Uint8Array(), offsets]
  const start = source.getUint32(from * 4, true)
  for (let row = from; row <= to; row += 1) target.setUint32((row - from) * 4, source.getUint32(row * 4, true) - start, true)
  return [validity, column.values.slice(start, source.getUint32(to * 4, true)), offsets]
}

/** Bits [from, to), least significant first, moved to start at bit 0. */
function sliceBits(bits: Uint8Array, from: number, to: number): Uint8Array {
  if (bits.byteLength === 0) return bits
  const out = new Uint8Array(Math.ceil((to - from) / 8))
  for (let row = from; row < to; row += 1) {
    const bit = ((bits[row >> 3] ?? 0) >> (row & 7)) & 1
    const at = row - from
    out[at >> 3] = (out[at >> 3] ?? 0) | (bit << (at & 7))
  }
  return out
}
