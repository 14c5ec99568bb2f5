import type { VectorEncoding } from '../../contract'

export type WireValue = string | number | bigint | boolean | null

/** A column as three buffers of exact size: validity bitmap (bit i = row i has a value; empty where all have), values, offsets (utf8). */
export function encodeVector(encoding: VectorEncoding, values: readonly WireValue[]): Uint8Array[] {
  const validity = values.includes(null) ? bitmap(values) : new Uint8Array(0)
  if (encoding === 'utf8') return [validity, ...texts(values)]
  const numbers = fixed(encoding, values)
  return [validity, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), new Uint8Array(0)]
}

function bitmap(values: readonly WireValue[]): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8))
  for (const [index, value] of values.entries())
    if (value !== null) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))
  return bits
}

function texts(values: readonly WireValue[]): [Uint8Array, Uint8Array] {
  const encoder = new TextEncoder()
  const pieces = values.map((value) => encoder.encode(value === null ? '' : String(value)))
  const offsets = new Uint32Array(values.length + 1)
  for (const [index, piece] of pieces.entries()) offsets[index + 1] = (offsets[index] ?? 0) + piece.length
  const bytes = new Uint8Array(offsets[values.length] ?? 0)
  for (const [index, piece] of pieces.entries()) bytes.set(piece, offsets[index])
  return [bytes, new Uint8Array(offsets.buffer)]
}

function fixed(
  encoding: Exclude<VectorEncoding, 'utf8'>,
  values: readonly WireValue[]
): BigInt64Array | Float64Array | Uint8Array | Int32Array {
  switch (encoding) {
    case 'i64':
      return BigInt64Array.from(values, (value) => BigInt(value ?? 0))
    case 'f64':
      return Float64Array.from(values, Number)
    case 'u8':
      return Uint8Array.from(values, Number)
    case 'i32':
      return Int32Array.from(values, Number)
  }
}
