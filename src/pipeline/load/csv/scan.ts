export interface CsvDialect {
  delimiter: string
  /** Empty: nothing is quoted. */
  quote: string
}

/** Record i lies in [starts[i], ends[i]) of `bytes`, without its newline. */
export interface RecordBatch {
  bytes: Buffer
  starts: number[]
  ends: number[]
}

/** Where no end is found within so many bytes, a quote was never closed, and the record ends with its line. */
const MAX_RECORD_BYTES = 2_000_000
const WINDOW_BYTES = 1 << 20
const LF = 10
const CR = 13

/** Splits UTF-8 CSV into records, a window at a time: a newline inside quotes is content, CRLF and LF both end a record. */
export function* recordsOf(bytes: Buffer, dialect: CsvDialect): Generator<RecordBatch, void, undefined> {
  const scanner = new Scanner(dialect)
  let window = WINDOW_BYTES
  for (let base = 0; base < bytes.length;) {
    const part = bytes.subarray(base, base + window)
    const { batch, used } = scanner.scan(part, base + window >= bytes.length)
    if (batch.starts.length > 0) yield batch
    base += used
    window = used === 0 ? window * 2 : WINDOW_BYTES
  }
}

class Scanner {
  readonly #quote: number
  readonly #delimiter: Buffer

  constructor({ delimiter, quote }: CsvDialect) {
    this.#quote = quote === '' ? -1 : quote.charCodeAt(0)
    this.#delimiter = Buffer.from(delimiter, 'utf8')
  }

  scan(bytes: Buffer, last: boolean): { batch: RecordBatch; used: number } {
    const batch: RecordBatch = { bytes, starts: [], ends: [] }
    let position = 0
    let nextQuote = this.#find(bytes, 0)
    while (position < bytes.length) {
      if (nextQuote >= 0 && nextQuote < position) nextQuote = this.#find(bytes, position)
      const end = this.#endOf(bytes, position, nextQuote, last)
      if (end === undefined) break
      batch.starts.push(position)
      batch.ends.push(end > position && bytes[end - 1] === CR ? end - 1 : end)
      position = end + 1
    }
    return { batch, used: Math.min(position, bytes.length) }
  }

  /** Where the record ends; undefined where that cannot be said before more bytes are seen. */
  #endOf(bytes: Buffer, position: number, nextQuote: number, last: boolean): number | undefined {
    const newline = bytes.indexOf(LF, position)
    const plain = nextQuote < 0 || (newline >= 0 && newline < nextQuote)
    const end = lineEnd(bytes, newline)
    const found = plain ? end : this.#endOfQuoted(bytes, position)
    const open = found < 0 || found === bytes.length
    if (open && !last && bytes.length - position <= MAX_RECORD_BYTES) return undefined
    return found < 0 || (!plain && found - position > MAX_RECORD_BYTES) ? end : found
  }

  #find(bytes: Buffer, from: number): number {
    return this.#quote < 0 ? -1 : bytes.indexOf(this.#quote, from)
  }

  /** Where a record that holds a quote ends; -1 where a quote is never closed. A quote opens a field only as its first byte. */
  #endOfQuoted(bytes: Buffer, start: number): number {
    let position = start
    for (;;) {
      if (bytes[position] === this.#quote) {
        position = closingQuote(bytes, position + 1, this.#quote)
        if (position < 0) return -1
      }
      const newline = bytes.indexOf(LF, position)
      const found = bytes.subarray(position, newline < 0 ? bytes.length : newline).indexOf(this.#delimiter)
      if (found < 0) return lineEnd(bytes, newline)
      position += found + this.#delimiter.length
    }
  }
}

/** The newline, or the end of the bytes where there is none. */
const lineEnd = (bytes: Buffer, newline: number): number => (newline < 0 ? bytes.length : newline)

/** The position after the quote that closes a field; a doubled quote is content. */
function closingQuote(bytes: Buffer, from: number, quote: number): number {
  for (let at = bytes.indexOf(quote, from); at >= 0; at = bytes.indexOf(quote, at + 2)) {
    if (bytes[at + 1] !== quote) return at + 1
  }
  return -1
}
