import type { ByteStream } from '../unpack/byte-stream'

const LF = 10
const CR = 13
const FEED = Buffer.from([LF])
/** Bytes by which it is judged. */
export const LINE_ENDS_IN = 64 * 1024

/** Lines that end by CR alone, as old Macs wrote them: CRs, and no LF outside quotes among the first bytes. */
export function endsLinesByCr(bytes: Buffer): boolean {
  const head = bytes.subarray(0, LINE_ENDS_IN)
  if (!head.includes(CR)) return false
  if (!head.includes(LF)) return true
  const bare = head.toString('latin1').replace(/"[^"]*("|$)/g, '')
  return bare.includes('\r') && !bare.includes('\n')
}

/** A copy in which every CR without an LF behind it is an LF; offsets stay. */
export function withLineFeeds(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  for (let at = copy.indexOf(CR); at >= 0; at = copy.indexOf(CR, at + 1)) if (copy[at + 1] !== LF) copy[at] = LF
  return copy
}

/** The same in chunks: a CR at the end of one waits for what the next begins with. */
export async function* lineFeeds(text: ByteStream): AsyncGenerator<Buffer, void, undefined> {
  let held = Buffer.alloc(0)
  for await (const chunk of text) {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const cut = bytes.at(-1) === CR ? bytes.length - 1 : bytes.length
    held = Buffer.from(bytes.subarray(cut))
    yield withLineFeeds(bytes.subarray(0, cut))
  }
  if (held.length > 0) yield FEED
}
