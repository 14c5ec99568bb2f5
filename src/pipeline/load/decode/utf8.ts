import { isUtf8 } from 'node:buffer'
import { encodingError } from './encoding-error'

const EMPTY = Buffer.alloc(0)

/** Bytes at the end of a chunk that begin a character without finishing it (0–3). */
export function openTail(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0
  }
  return 0
}

const lengthOf = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2)

/** Offset of the first byte that is no part of well-formed UTF-8, or -1; halves the search as long as a half is good. */
export function firstBadUtf8(bytes: Buffer): number {
  if (isUtf8(bytes)) return -1
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    const part = bytes.subarray(0, middle)
    if (isUtf8(part.subarray(0, middle - openTail(part)))) good = middle
    else bad = middle
  }
  const part = bytes.subarray(0, good)
  return good - openTail(part)
}

/** Checks UTF-8 as it flows by, without copying it. */
export class Utf8Check {
  #carry: Buffer = EMPTY
  #position = 0

  constructor(readonly name: string) {}

  /** Throws `file.encoding` with the offset of the first bad byte. */
  push(chunk: Buffer): void {
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk])
    const tail = openTail(bytes)
    this.#require(bytes.subarray(0, bytes.length - tail))
    this.#position += bytes.length - tail
    this.#carry = tail === 0 ? EMPTY : Buffer.from(bytes.subarray(bytes.length - tail))
  }

  end(): void {
    if (this.#carry.length > 0) throw this.#bad(this.#position)
  }

  #require(bytes: Buffer): void {
    if (isUtf8(bytes)) return
    throw this.#bad(this.#position + Math.max(0, firstBadUtf8(bytes)))
  }

  #bad(byte: number): Error {
    return encodingError(this.name, byte, 'a byte that is not UTF-8', [{ encoding: 'utf-8', certainty: 0 }])
  }
}
