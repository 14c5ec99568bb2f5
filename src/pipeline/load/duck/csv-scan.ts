import { throwIfAborted } from '../../lib/abort'
import { fieldsOf } from '../csv/fields'
import { NEWLINE, type CsvDialect } from './csv-grammar'
import { walkRecords, type RecordFault, type RecordPlace } from './records'

/** A record that is no row; bytes [start, end) of the decoded file. */
export interface BadRecord {
  start: number
  end: number
  line: number
  fault: RecordFault
  /** What was expected and found, in words. */
  message: string
}

export interface CsvScan {
  /** Header names as written; undefined where the file has no header. '' for an empty one. */
  header: string[] | undefined
  /** Fields that a row has. */
  width: number
  /** Good rows, without header. */
  rows: number
  bad: BadRecord[]
  multiLine: boolean
  newline: '\\n' | '\\r\\n'
  /** The file can be read as it lies; otherwise a copy of its good records must be made. */
  direct: boolean
}

interface ScanOptions {
  dialect: CsvDialect
  /** How the header is written; undefined where there is none. */
  header: { delimiter: string; quote: string } | undefined
  /** Fields that the dataset needs at least, for files without header. */
  minimumWidth: number
  signal: AbortSignal
  progress(bytes: number): void
}

/** Reads a CSV file's structure: which records are rows, and where the others lie. One pass, constant memory beside bad records. */
export async function scanCsv(path: string, options: ScanOptions): Promise<CsvScan> {
  const state = new ScanState(options)
  const end = await walkRecords(path, options.dialect, {
    record: (place, bytes, from, to) => state.take(place, bytes, from, to),
    pause: (bytesRead) => {
      throwIfAborted(options.signal)
      options.progress(bytesRead)
      return Promise.resolve()
    }
  })
  const oneKind = end.newlines === 0 || end.newlines === NEWLINE.lf || end.newlines === NEWLINE.crlf
  const direct = oneKind && end.blankLines === 0 && state.bad.length === 0 && !state.headerSpansLines
  const { header, width, rows, bad, multiLine } = state
  return { header, width, rows, bad, multiLine, direct, newline: end.newlines === NEWLINE.crlf ? '\\r\\n' : '\\n' }
}

class ScanState {
  header: string[] | undefined
  width = 0
  rows = 0
  bad: BadRecord[] = []
  multiLine = false
  headerSpansLines = false
  private started = false

  constructor(private readonly options: ScanOptions) {}

  take(place: RecordPlace, bytes: Buffer, from: number, to: number): void {
    if (!this.started) {
      this.started = true
      if (this.begin(place, bytes, from, to)) return
    }
    if (place.fault !== undefined || place.fields !== this.width) this.refuse(place)
    else {
      this.rows++
      if (place.innerLines > 0) this.multiLine = true
    }
  }

  /** True where the first record was the header. */
  private begin(place: RecordPlace, bytes: Buffer, from: number, to: number): boolean {
    const { header } = this.options
    if (header === undefined) {
      this.width = Math.max(place.fields, this.options.minimumWidth)
      return false
    }
    this.header = fieldsOf(bytes, from, to, header).texts
    this.width = this.header.length
    this.headerSpansLines = place.innerLines > 0
    return true
  }

  private refuse({ start, end, line, fields, fault }: RecordPlace): void {
    const message =
      fault === 'row.quote'
        ? 'A quote is opened and not closed before the field ends.'
        : fault === 'row.too_long'
          ? `The line is longer than 2,000,000 bytes (${end - start}).`
          : `The row has ${fields} fields; ${this.width} were expected.`
    this.bad.push({ start, end, line, fault: fault ?? 'row.ragged', message })
  }
}
