import type { ByteStream } from '../unpack/byte-stream'

export interface CsvDialect {
  delimiter: string
  /** Empty: nothing is quoted. */
  quote: string
}

/** Records of one piece of a file: record i lies in [starts[i], ends[i]) of `bytes`, without its newline. */
export interface RecordBatch {
  bytes: Buffer
  /** Offset of `bytes` in the file. */
  base: number
  /** 1-based line of each record's start. */
  lines: number[]
  starts: number[]
  ends: number[]
}

/** A record longer than this ends by force, so that one stray quote cannot draw a whole file into memory. */
const MAX_RECORD_BYTES = 64 * 2 ** 20

const LF = 10
const CR = 13

/** Splits UTF-8 CSV into records: a newline inside quotes is content, CRLF and LF both end a record. */
export async function* scanRecords(content: ByteStream, dialect: CsvDialect): AsyncGenerator<RecordBatch, void, undefined> {
  const scanner = new Scanner(dialect)
  let rest = Buffer.alloc(0)
  let base = 0
  for await (const chunk of content) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const { batch, used } = scanner.scan(bytes, base, false)
    if (batch.starts.length > 0) yield batch
    rest = Buffer.from(bytes.subarray(used))
    base += used
  }
  if (rest.length > 0) yield scanner.scan(rest, base, true).batch
}

/** The records of bytes that end where the file (or a sample of it) ends. */
export const recordsOf = (bytes: Buffer, dialect: CsvDialect): RecordBatch => new Scanner(dialect).scan(bytes, 0, true).batch

class Scanner {
  readonly #quote: number
  readonly #delimiter: Buffer
  #line = 1
  /** An open record is looked through again only when it has doubled: long records stay linear. */
  #waitFor = 0

  constructor({ delimiter, quote }: CsvDialect) {
    this.#quote = quote === '' ? -1 : quote.charCodeAt(0)
    this.#delimiter = Buffer.from(delimiter, 'utf8')
  }

  scan(bytes: Buffer, base: number, last: boolean): { batch: RecordBatch; used: number } {
    const batch: RecordBatch = { bytes, base, lines: [], starts: [], ends: [] }
    let position = 0
    if (!last && bytes.length < this.#waitFor) return { batch, used: 0 }
    let nextQuote = this.#find(bytes, 0)
    while (position < bytes.length) {
      if (nextQuote >= 0 && nextQuote < position) nextQuote = this.#find(bytes, position)
      const newline = bytes.indexOf(LF, position)
      const plain = nextQuote < 0 || (newline >= 0 && newline < nextQuote)
      const found = plain ? newline : this.#endOfQuoted(bytes, position)
      if (found < 0 && !last && bytes.length - position <= MAX_RECORD_BYTES) break
      const end = found < 0 ? forcedEnd(bytes, newline, last) : found
      this.#take(batch, position, end, plain)
      position = end + 1
    }
    this.#waitFor = position >= bytes.length ? 0 : 2 * (bytes.length - position)
    return { batch, used: Math.min(position, bytes.length) }
  }

  #find(bytes: Buffer, from: number): number {
    return this.#quote < 0 ? -1 : bytes.indexOf(this.#quote, from)
  }

  #take(batch: RecordBatch, start: number, end: number, plain: boolean): void {
    const { bytes } = batch
    batch.lines.push(this.#line)
    batch.starts.push(start)
    batch.ends.push(end > start && bytes[end - 1] === CR ? end - 1 : end)
    this.#line += 1
    if (plain) return
    for (let at = bytes.indexOf(LF, start); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) this.#line += 1
  }

  /** The newline that ends a record which holds a quote, or -1. A quote opens a field only as its first byte. */
  #endOfQuoted(bytes: Buffer, start: number): number {
    let position = start
    for (;;) {
      if (bytes[position] === this.#quote) {
        position = closingQuote(bytes, position + 1, this.#quote)
        if (position < 0) return -1
      }
      const newline = bytes.indexOf(LF, position)
      const found = bytes.subarray(position, newline < 0 ? bytes.length : newline).indexOf(this.#delimiter)
      if (found < 0) return newline
      position += found + this.#delimiter.length
    }
  }
}

const forcedEnd = (bytes: Buffer, newline: number, last: boolean): number => (newline >= 0 && !last ? newline : bytes.length)

/** The position after the quote that closes a field; a doubled quote is content. */
function closingQuote(bytes: Buffer, from: number, quote: number): number {
  for (let at = bytes.indexOf(quote, from); at >= 0; at = bytes.indexOf(quote, at + 2)) {
    if (bytes[at + 1] !== quote) return at + 1
  }
  return -1
}
