import type { Encoding } from '../../contract'
import { decodeCp949, firstBadCp949 } from '../decode/cp949'
import { bomLength } from '../decode/decode-text'
import { encodingError } from '../decode/encoding-error'
import { endsLinesByCr, withLineFeeds } from '../decode/line-ends'
import { firstBadUtf8, openTail } from '../decode/utf8'
import type { Sample } from './sample'

export interface FoundEncoding {
  value: Encoding
  certainty: number
  bom: boolean
}

/** Bytes beyond which nothing new is learned about an encoding. */
const LOOKED_AT = 4 << 20

/** UTF-8 by BOM or by being well-formed, else CP949 by strict decoding; else `file.encoding` with the first bad byte. */
export function findEncoding(sample: Sample, wanted: Encoding | undefined): FoundEncoding {
  const head = sample.head.subarray(0, LOOKED_AT)
  const bom = bomLength(sample.name, head) > 0
  const nul = head.indexOf(0)
  if (nul >= 0)
    throw encodingError(sample.name, nul, 'a NUL byte (it is no text)', [
      { encoding: 'utf-8', certainty: 0 },
      { encoding: 'cp949', certainty: 0 }
    ])
  if (wanted !== undefined) return { value: wanted, certainty: 1, bom }
  if (bom) return { value: 'utf-8', certainty: 1, bom }
  const whole = sample.head.length <= LOOKED_AT && sample.complete
  const badUtf8 = firstBadUtf8(whole ? head : head.subarray(0, head.length - openTail(head)))
  if (badUtf8 < 0) return { value: 'utf-8', certainty: hasHighByte(head) ? 0.99 : 0.95, bom }
  const line = head.subarray(0, head.lastIndexOf(10) + 1)
  const text = whole || line.length === 0 ? head : line
  const certainty = cp949Certainty(text, whole)
  if (certainty > 0) return { value: 'cp949', certainty, bom }
  const badCp949 = firstBadCp949(text)
  throw encodingError(sample.name, Math.max(badUtf8, badCp949), 'a byte that fits no known encoding', [
    { encoding: 'utf-8', certainty: 0 },
    { encoding: 'cp949', certainty: 0 }
  ])
}

const hasHighByte = (bytes: Buffer): boolean => bytes.some((byte) => byte >= 0x80)

/** 0 where it cannot be CP949; else by the share of Hangul among what is not ASCII. A sample may end with half a character. */
function cp949Certainty(bytes: Buffer, whole: boolean): number {
  const { utf8, read, bad } = decodeCp949(bytes)
  if (bad >= 0 || (whole && read < bytes.length)) return 0
  const foreign = utf8.toString('utf8').replace(/[\0-\x7f]/g, '')
  const hangul = foreign.replace(/[^가-힣]/g, '').length
  return foreign === '' ? 0.5 : 0.5 + (0.49 * hangul) / foreign.length
}

/** The sample as UTF-8 without BOM and with LF for CR alone, as far as it can be decoded; the cut last line of an incomplete one is left out. */
export function textOf(bytes: Buffer, encoding: Encoding, complete: boolean): Buffer {
  const utf8 = encoding === 'cp949' ? decodeCp949(bytes).utf8 : bytes
  const text = utf8.length >= 3 && utf8[0] === 0xef && utf8[1] === 0xbb && utf8[2] === 0xbf ? utf8.subarray(3) : utf8
  const lines = endsLinesByCr(text) ? withLineFeeds(text) : text
  return complete || !lines.includes(10) ? lines : lines.subarray(0, lines.lastIndexOf(10) + 1)
}
