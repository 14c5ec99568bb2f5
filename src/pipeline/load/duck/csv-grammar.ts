const LF = 10
const CR = 13

export interface CsvDialect {
  /** UTF-8 bytes of the delimiter; empty where a line is one field (JSON lines). */
  delimiter: Uint8Array
  /** The quote's byte; -1 where there is none. */
  quote: number
}

export const dialectOf = (delimiter: string, quote: string): CsvDialect => ({
  delimiter: Buffer.from(delimiter),
  quote: quote === '' ? -1 : (Buffer.from(quote)[0] ?? -1)
})

/** Kinds of line ends, as bits of `CsvGrammar.newlines`. */
export const NEWLINE = { lf: 1, crlf: 2, cr: 4 } as const

/**
 * Finds the end of one CSV record (RFC 4180, any line end) in a buffer, and what it is made of. A quote counts only at the start
 * of a field; a closing quote must be followed by the delimiter or the line's end, otherwise the record's quotes are broken.
 * One instance is used for all records of a file; the fields hold the last record's properties.
 */
export class CsvGrammar {
  /** First byte after the record's text, and first byte of the next record. */
  end = 0
  next = 0
  fields = 0
  /** Line ends inside quoted fields. */
  innerLines = 0
  broken = false
  /** Kinds of line ends between records so far. */
  newlines = 0
  private readonly first: number
  private readonly more: Uint8Array

  constructor(private readonly dialect: CsvDialect) {
    this.first = dialect.delimiter[0] ?? -1
    this.more = dialect.delimiter.subarray(1)
  }

  /** Reads the record at `start`; false where it may go on behind `limit` (never when `final`). `reach` is the longest quoted run. */
  read(bytes: Uint8Array, start: number, limit: number, final: boolean, reach: number): boolean {
    this.fields = 1
    this.innerLines = 0
    this.broken = false
    const { first } = this
    const { quote } = this.dialect
    let at = start
    let fieldStart = true
    while (at < limit) {
      const byte = bytes[at]
      if (byte === first) {
        if (this.mayBeCut(at, limit, final)) return false
        if (this.isDelimiter(bytes, at)) {
          this.fields++
          at += 1 + this.more.length
          fieldStart = true
          continue
        }
      }
      if (byte === LF || byte === CR) return this.finish(bytes, at, limit, final)
      if (fieldStart && byte === quote) {
        at = this.skipQuoted(bytes, at + 1, limit, start + reach)
        if (at < 0) return this.unclosed(limit, start, final, reach)
        if (at >= limit) break
        if (this.mayBeCut(at, limit, final)) return false
        if (!this.mayFollowQuote(bytes, at)) return this.breakOff()
      } else at++
      fieldStart = false
    }
    if (!final) return false
    this.end = limit
    this.next = limit
    return true
  }

  /** A delimiter of several bytes may go on behind the limit. */
  private mayBeCut(at: number, limit: number, final: boolean): boolean {
    return !final && at + this.more.length >= limit
  }

  private isDelimiter(bytes: Uint8Array, at: number): boolean {
    for (let index = 0; index < this.more.length; index++) if (bytes[at + 1 + index] !== this.more[index]) return false
    return true
  }

  private mayFollowQuote(bytes: Uint8Array, at: number): boolean {
    const byte = bytes[at]
    return byte === LF || byte === CR || (byte === this.first && this.isDelimiter(bytes, at))
  }

  /** The byte after the closing quote, or -1 where it is not found. */
  private skipQuoted(bytes: Uint8Array, from: number, limit: number, reach: number): number {
    const { quote } = this.dialect
    const stop = Math.min(limit, reach)
    for (let at = from; at < stop; at++) {
      const byte = bytes[at]
      if (byte === quote) {
        if (bytes[at + 1] !== quote || at + 1 >= limit) return at + 1
        at++
      } else if (byte === LF) this.innerLines++
      else if (byte === CR && bytes[at + 1] !== LF) this.innerLines++
    }
    return -1
  }

  private unclosed(limit: number, start: number, final: boolean, reach: number): boolean {
    if (!final && limit - start < reach) return false
    return this.breakOff()
  }

  private breakOff(): true {
    this.broken = true
    return true
  }

  private finish(bytes: Uint8Array, at: number, limit: number, final: boolean): boolean {
    this.end = at
    if (bytes[at] === LF) {
      this.next = at + 1
      this.newlines |= NEWLINE.lf
      return true
    }
    if (at + 1 >= limit && !final) return false
    const crlf = at + 1 < limit && bytes[at + 1] === LF
    this.next = crlf ? at + 2 : at + 1
    this.newlines |= crlf ? NEWLINE.crlf : NEWLINE.cr
    return true
  }
}
