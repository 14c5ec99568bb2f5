import { AppError } from '../../lib/errors'
import type { ByteStream } from '../unpack/byte-stream'

const LF = 10
const CR = 13
const HINT = 'If an empty delivery is right, send a file with its header only; else fetch the file again.'

export const emptyFile = (name: string): AppError =>
  new AppError('file.empty', `"${name}" is empty (0 bytes).`, { hint: HINT, details: { file: name, byte: 0 } })

export const onlyLineEnds = (name: string): AppError =>
  new AppError('file.empty', `"${name}" holds nothing but line ends.`, { hint: HINT, details: { file: name } })

export const isOnlyLineEnds = (bytes: Buffer): boolean => bytes.every((byte) => byte === LF || byte === CR)

/** The text as it is; `file.empty` at its end where it held line ends only. */
export async function* requireContent(name: string, text: ByteStream): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0
  let blank = true
  for await (const chunk of text) {
    bytes += chunk.length
    blank &&= isOnlyLineEnds(chunk)
    yield chunk
  }
  if (bytes > 0 && blank) throw onlyLineEnds(name)
}
