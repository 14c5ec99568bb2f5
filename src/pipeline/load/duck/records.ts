import { open, type FileHandle } from 'node:fs/promises'
import { CsvGrammar, type CsvDialect } from './csv-grammar'

/** A record longer than this (bytes) is refused. */
export const MAX_RECORD = 2_000_000
const CHUNK = 4 * 1024 * 1024
const BOM = Buffer.from([0xef, 0xbb, 0xbf])

export type RecordFault = 'row.quote' | 'row.too_long' | 'row.ragged' | 'row.json'

/** A record as it lies in the file: bytes [start, end) without its line end, on the 1-based `line`. */
export interface RecordVisitor {
  /**
   * `bytes[from, to)` is the record's text; `fault` is set where it cannot be read, and then it is one physical line.
   * Place and bytes are only good for the length of the call.
   */
  record(at: RecordPlace, bytes: Buffer, from: number, to: number): void
  /** Called between buffers; may wait or throw. */
  pause?(bytesRead: number): Promise<void>
}

export interface RecordPlace {
  start: number
  end: number
  line: number
  fields: number
  innerLines: number
  fault: RecordFault | undefined
}

/**
 * Walks over the records of a UTF-8 file; empty lines are no records. Where a record's quotes do not close, its first physical
 * line is reported with `row.quote` and reading goes on with the next line, so that one stray quote costs one line.
 * Returns the kinds of line ends seen (bits of NEWLINE) and whether empty lines were left out.
 */
export async function walkRecords(path: string, dialect: CsvDialect, visitor: RecordVisitor): Promise<WalkEnd> {
  const file = await open(path, 'r')
  try {
    return await new Walk(file, new CsvGrammar(dialect), visitor).run()
  } finally {
    await file.close()
  }
}

export interface WalkEnd {
  newlines: number
  blankLines: number
  /** Byte at which the records begin: after a byte order mark. */
  firstByte: number
}

class Walk {
  private buffer = Buffer.allocUnsafe(CHUNK)
  private filled = 0
  /** Where buffer[0] lies in the file. */
  private origin = 0
  private ended = false
  private line = 1
  private blankLines = 0
  /** One object for all records: files have millions. */
  private readonly place: RecordPlace = { start: 0, end: 0, line: 0, fields: 0, innerLines: 0, fault: undefined }

  constructor(
    private readonly file: FileHandle,
    private readonly grammar: CsvGrammar,
    private readonly visitor: RecordVisitor
  ) {}

  async run(): Promise<WalkEnd> {
    await this.fill(0)
    let at = this.buffer.subarray(0, Math.min(3, this.filled)).equals(BOM) ? BOM.length : 0
    const firstByte = at
    for (;;) {
      at = this.drain(at)
      if (this.ended && at >= this.filled) break
      if (this.filled - at > MAX_RECORD) at = await this.skipLine(at, 'row.too_long')
      else at = await this.fill(at)
      await this.visitor.pause?.(this.origin + this.filled)
    }
    return { newlines: this.grammar.newlines, blankLines: this.blankLines, firstByte }
  }

  /** All records that lie wholly in the buffer; the start of the first that does not. */
  private drain(from: number): number {
    const { grammar } = this
    let at = from
    while (at < this.filled && grammar.read(this.buffer, at, this.filled, this.ended, MAX_RECORD)) {
      if (grammar.broken) {
        const next = this.breakLine(at)
        if (next < 0) return at
        at = next
      } else {
        this.emit(at)
        at = grammar.next
      }
    }
    return at
  }

  private emit(at: number): void {
    const { end, fields, innerLines } = this.grammar
    if (end === at) this.blankLines++
    else {
      const { origin, place } = this
      place.start = origin + at
      place.end = origin + end
      place.line = this.line
      place.fields = fields
      place.innerLines = innerLines
      place.fault = end - at > MAX_RECORD ? 'row.too_long' : undefined
      this.visitor.record(place, this.buffer, at, end)
    }
    this.line += 1 + innerLines
  }

  /** Reports the physical line at `at` as broken; -1 where its end is not in the buffer yet. */
  private breakLine(at: number): number {
    const feed = this.buffer.subarray(0, this.filled).indexOf(10, at)
    if (feed < 0 && !this.ended) return -1
    const next = feed < 0 ? this.filled : feed + 1
    const text = feed < 0 ? this.filled : feed
    const end = text > at && this.buffer[text - 1] === 13 ? text - 1 : text
    const { origin, line } = this
    const place = { start: origin + at, end: origin + end, line, fields: 1, innerLines: 0, fault: 'row.quote' as const }
    this.visitor.record(place, this.buffer, at, end)
    this.line++
    return next
  }

  /** Reads on to the end of a line that is too long to keep; its first bytes are reported. */
  private async skipLine(at: number, fault: RecordFault): Promise<number> {
    const start = this.origin + at
    const head = Buffer.from(this.buffer.subarray(at, at + 16_384))
    let from = at
    for (;;) {
      const feed = this.buffer.subarray(0, this.filled).indexOf(10, from)
      if (feed >= 0 || this.ended) {
        const end = this.origin + (feed < 0 ? this.filled : feed)
        this.visitor.record({ start, end, line: this.line, fields: 1, innerLines: 0, fault }, head, 0, head.length)
        this.line++
        return feed < 0 ? this.filled : feed + 1
      }
      from = await this.fill(this.filled)
    }
  }

  /** Drops what lies before `keep`, reads more, and returns the place where `keep` lies now. */
  private async fill(keep: number): Promise<number> {
    this.buffer.copyWithin(0, keep, this.filled)
    this.origin += keep
    this.filled -= keep
    if (this.buffer.length - this.filled < CHUNK / 2) {
      const larger = Buffer.allocUnsafe(this.buffer.length + CHUNK)
      this.buffer.copy(larger, 0, 0, this.filled)
      this.buffer = larger
    }
    const { bytesRead } = await this.file.read(
      this.buffer,
      this.filled,
      this.buffer.length - this.filled,
      this.origin + this.filled
    )
    this.filled += bytesRead
    if (bytesRead === 0) this.ended = true
    return 0
  }
}
