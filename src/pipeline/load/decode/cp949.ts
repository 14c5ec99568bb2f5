import { isAscii } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { encodingError } from './encoding-error'

/** WHATWG's name for the Windows code page 949 (UHC), which contains EUC-KR. */
export const newCp949Decoder = (fatal = true): TextDecoder => new TextDecoder('euc-kr', { fatal })

/** CP949 → UTF-8 in chunks; strict. */
export class Cp949Decoder {
  #carry = Buffer.alloc(0)
  #position = 0

  constructor(readonly name: string) {}

  /** UTF-8 bytes of the characters that the chunk completes; throws `file.encoding` with the offset of the first bad byte. */
  push(chunk: Buffer): Buffer {
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk])
    if (isAscii(bytes)) return this.#advance(bytes, 0, bytes)
    const tail = openPair(bytes)
    const whole = bytes.subarray(0, bytes.length - tail)
    return this.#advance(bytes, tail, this.#decode(whole))
  }

  end(): void {
    if (this.#carry.length > 0) throw this.#bad(this.#position)
  }

  #advance(bytes: Buffer, tail: number, decoded: Buffer): Buffer {
    this.#position += bytes.length - tail
    this.#carry = Buffer.from(bytes.subarray(bytes.length - tail))
    return decoded
  }

  #decode(whole: Buffer): Buffer {
    try {
      return Buffer.from(newCp949Decoder().decode(whole), 'utf8')
    } catch {
      throw this.#bad(this.#position + Math.max(0, firstBadCp949(whole)))
    }
  }

  #bad(byte: number): Error {
    return encodingError(this.name, byte, 'a byte that is not CP949', [{ encoding: 'cp949', certainty: 0 }])
  }
}

/** 1 where the bytes end with the first half of a character. */
function openPair(bytes: Buffer): number {
  let position = runStart(bytes)
  while (position < bytes.length) position += (bytes[position] ?? 0) < 0x80 ? 1 : 2
  return position - bytes.length
}

/** The start of the last stretch whose bytes may be halves of pairs: just after the last byte that can be neither half. */
function runStart(bytes: Buffer): number {
  let start = bytes.length
  while (start > 0 && (bytes[start - 1] ?? 0) >= 0x41) start -= 1
  return start
}

/** Offset of the first byte that is not CP949, or -1. */
export function firstBadCp949(bytes: Buffer): number {
  const decoder = newCp949Decoder()
  for (let position = 0; position < bytes.length;) {
    if ((bytes[position] ?? 0) < 0x80) {
      position += 1
      continue
    }
    try {
      decoder.decode(bytes.subarray(position, position + 2))
    } catch {
      return position
    }
    position += 2
  }
  return -1
}
