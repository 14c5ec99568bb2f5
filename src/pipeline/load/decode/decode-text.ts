import type { Encoding } from '../../contract'
import { peek, type ByteStream } from '../unpack/byte-stream'
import { Cp949Decoder } from './cp949'
import { encodingError } from './encoding-error'
import { endsLinesByCr, LINE_ENDS_IN, lineFeeds } from './line-ends'
import { Utf8Check } from './utf8'
import { refuseWebPage } from './web-page'

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** Length of a UTF-8 byte order mark at the start, 0 without one; UTF-16 is refused by its mark. */
export function bomLength(name: string, head: Buffer): number {
  const [first, second] = head
  const is16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (is16) throw encodingError(name, 0, 'the mark of UTF-16', [{ encoding: 'utf-8', certainty: 0 }])
  return head.length >= 3 && head.subarray(0, 3).equals(BOM) ? 3 : 0
}

/**
 * Any chunks → UTF-8 without BOM, checked strictly, with CR as LF where lines end by CR alone. NUL bytes and foreign bytes are
 * `file.encoding` with their offset, a web page is `file.format`.
 */
export async function* decodeText(name: string, encoding: Encoding, bytes: ByteStream): AsyncGenerator<Buffer, void, undefined> {
  // Archives and servers cut where they like, even between CR and LF: a few bytes would tell the wrong thing.
  const { head, stream } = await peek(bytes, LINE_ENDS_IN)
  const text = checkedText(name, encoding, stream)
  yield* endsLinesByCr(head) ? lineFeeds(text) : text
}

async function* checkedText(name: string, encoding: Encoding, bytes: ByteStream): AsyncGenerator<Buffer, void, undefined> {
  const cp949 = encoding === 'cp949' ? new Cp949Decoder(name) : undefined
  const utf8 = cp949 === undefined ? new Utf8Check(name) : undefined
  let position = 0
  for await (const chunk of bytes) {
    requireNoNul(name, chunk, position, encoding)
    utf8?.push(chunk)
    const decoded = cp949 === undefined ? chunk : cp949.push(chunk)
    const bom = position === 0 ? bomLength(name, decoded) : 0
    if (position === 0) refuseWebPage(name, decoded)
    position += chunk.length
    yield bom === 0 ? decoded : decoded.subarray(bom)
  }
  utf8?.end()
  cp949?.end()
}

function requireNoNul(name: string, chunk: Buffer, position: number, encoding: Encoding): void {
  const at = chunk.indexOf(0)
  if (at >= 0) throw encodingError(name, position + at, 'a NUL byte', [{ encoding, certainty: 0 }])
}
