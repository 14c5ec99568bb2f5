import { isAscii } from 'node:buffer'
import iconv from 'iconv-lite'
import { encodingError } from './encoding-error'

/** What the bytes of a chunk became: UTF-8, how many bytes that took, and the offset of the first bad byte (-1: none). */
export interface Cp949Text {
  utf8: Buffer
  read: number
  bad: number
}

const FIRST_LEAD = 0x81
const LEADS = 0x7e
let codePoints: Uint16Array | undefined

/**
 * Characters by lead and trail byte, 0 where the pair is none. WHATWG decoders of Node know EUC-KR only, which lacks 8,822 of the
 * 11,172 syllables of the code page (UHC).
 */
function table(): Uint16Array {
  if (codePoints !== undefined) return codePoints
  codePoints = new Uint16Array(LEADS * 256)
  for (let lead = FIRST_LEAD; lead < FIRST_LEAD + LEADS; lead += 1) {
    for (let trail = 0x41; trail < 0xff; trail += 1) {
      const text = iconv.decode(Buffer.from([lead, trail]), 'cp949')
      if (text.length === 1 && text !== '\ufffd') codePoints[(lead - FIRST_LEAD) * 256 + trail] = text.charCodeAt(0)
    }
  }
  return codePoints
}

/** Strict; stops at the first bad byte, and before a first half of a pair with which the bytes end. Plain ASCII is given back uncopied. */
export function decodeCp949(bytes: Uint8Array): Cp949Text {
  if (isAscii(bytes)) return { utf8: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), read: bytes.length, bad: -1 }
  const characters = table()
  const out = Buffer.allocUnsafe(bytes.length + (bytes.length >>> 1) + 3)
  let to = 0
  let at = 0
  let bad = -1
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) {
      out[to++] = lead
      at += 1
      continue
    }
    if (at + 1 === bytes.length && lead >= FIRST_LEAD && lead < FIRST_LEAD + LEADS) break
    const code = characters[(lead - FIRST_LEAD) * 256 + (bytes[at + 1] ?? 0)] ?? 0
    if (lead < FIRST_LEAD || code === 0) {
      bad = at
      break
    }
    to = writeUtf8(out, to, code)
    at += 2
  }
  return { utf8: out.subarray(0, to), read: at, bad }
}

/** Writes a character beyond ASCII of the basic plane; returns the place after it. */
function writeUtf8(out: Buffer, to: number, code: number): number {
  if (code < 0x800) {
    out[to] = 0xc0 | (code >> 6)
    out[to + 1] = 0x80 | (code & 0x3f)
    return to + 2
  }
  out[to] = 0xe0 | (code >> 12)
  out[to + 1] = 0x80 | ((code >> 6) & 0x3f)
  out[to + 2] = 0x80 | (code & 0x3f)
  return to + 3
}

/** Offset of the first byte that is not CP949 (a half pair at the end included), or -1. */
export function firstBadCp949(bytes: Uint8Array): number {
  const { read, bad } = decodeCp949(bytes)
  if (bad >= 0) return bad
  return read === bytes.length ? -1 : read
}

/** CP949 → UTF-8 in chunks; strict. */
export class Cp949Decoder {
  #carry = Buffer.alloc(0)
  #position = 0

  constructor(readonly name: string) {}

  /** UTF-8 bytes of the characters that the chunk completes; throws `file.encoding` with the offset of the first bad byte. */
  push(chunk: Buffer): Buffer {
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk])
    const { utf8, read, bad } = decodeCp949(bytes)
    if (bad >= 0) throw this.#bad(this.#position + bad)
    this.#position += read
    this.#carry = Buffer.from(bytes.subarray(read))
    return utf8
  }

  end(): void {
    if (this.#carry.length > 0) throw this.#bad(this.#position)
  }

  #bad(byte: number): Error {
    return encodingError(this.name, byte, 'a byte that is not CP949', [{ encoding: 'cp949', certainty: 0 }])
  }
}
