import { AppError } from '../../lib/errors'
import type { CellKind } from './column-reading'

const [COMMA, QUOTE, LF, CR, ZERO, UPPER_Z] = [0x2c, 0x22, 0x0a, 0x0d, 0x30, 0x5a] as const
/** A row is copied only where this much more than its own bytes is free: quotes double at most. */
const SLACK = 64
const NULL_VALUE = 251

/** Rows of MySQL's text protocol → RFC 4180 lines. NULL is an empty cell, an empty text `""`. Bytes are handed on in pieces of about `pieceBytes`. */
export class CsvWriter {
  private piece: Buffer
  private used = 0
  rows = 0
  /** Zero dates (`0000-00-00`, `2026-00-10`) seen, by position of their column. */
  readonly zeroDates: number[]

  constructor(
    private readonly kinds: readonly CellKind[],
    private readonly handOn: (piece: Buffer) => void,
    private readonly pieceBytes = 1 << 20
  ) {
    this.piece = Buffer.allocUnsafe(pieceBytes)
    this.zeroDates = kinds.map(() => 0)
  }

  header(names: readonly string[]): void {
    const cells = names.map((name) => (/[",\r\n]/.test(name) || name === '' ? `"${name.replaceAll('"', '""')}"` : name))
    const line = Buffer.from(`${cells.join(',')}\n`)
    this.room(line.length)
    this.used += line.copy(this.piece, this.used)
  }

  /** Values beyond the columns of `kinds` are left out. */
  readonly row = (from: Buffer, start: number, end: number): void => {
    this.room((end - start) * 2 + this.kinds.length * 3 + SLACK)
    let at = start
    for (let column = 0; column < this.kinds.length; column++) {
      if (column > 0) this.piece[this.used++] = COMMA
      const length = lengthAt(from, at)
      at += headBytes(from, at)
      if (length < 0) continue
      this.cell(column, from, at, at + length)
      at += length
    }
    this.piece[this.used++] = LF
    this.rows += 1
  }

  flush(): void {
    if (this.used === 0) return
    this.handOn(this.piece.subarray(0, this.used))
    this.piece = Buffer.allocUnsafe(this.pieceBytes)
    this.used = 0
  }

  /** Forgets what was not handed on, and counts as it was. */
  discard(before: { rows: number; zeroDates: readonly number[] }): void {
    this.used = 0
    this.rows = before.rows
    before.zeroDates.forEach((count, column) => (this.zeroDates[column] = count))
  }

  private room(bytes: number): void {
    if (this.used + bytes <= this.piece.length) return
    this.flush()
    if (bytes > this.piece.length) this.piece = Buffer.allocUnsafe(bytes)
  }

  private cell(column: number, from: Buffer, start: number, end: number): void {
    const kind = this.kinds[column]
    if (kind === 'text') {
      this.text(from, start, end)
      return
    }
    const zero = kind !== 'plain' && isZeroDate(from, start)
    this.copy(from, start, end)
    if (zero) this.zeroDates[column] = (this.zeroDates[column] ?? 0) + 1
    else if (kind === 'instant') this.piece[this.used++] = UPPER_Z
  }

  private copy(from: Buffer, start: number, end: number): void {
    const { piece } = this
    let used = this.used
    for (let at = start; at < end; at++) piece[used++] = from[at] ?? 0
    this.used = used
  }

  private text(from: Buffer, start: number, end: number): void {
    const { piece } = this
    let used = this.used
    let special = start === end
    for (let at = start; at < end; at++) {
      const byte = from[at] ?? 0
      if (byte === COMMA || byte === QUOTE || byte === LF || byte === CR) special = true
      piece[used++] = byte
    }
    if (special) this.quoted(from, start, end)
    else this.used = used
  }

  private quoted(from: Buffer, start: number, end: number): void {
    const { piece } = this
    let used = this.used
    piece[used++] = QUOTE
    for (let at = start; at < end; at++) {
      const byte = from[at] ?? 0
      if (byte === QUOTE) piece[used++] = QUOTE
      piece[used++] = byte
    }
    piece[used++] = QUOTE
    this.used = used
  }
}

/** Month or day is 00: no calendar has such a date. */
const isZeroDate = (from: Buffer, at: number): boolean =>
  (from[at + 5] === ZERO && from[at + 6] === ZERO) || (from[at + 8] === ZERO && from[at + 9] === ZERO)

/** Bytes of a value of the text protocol; −1 for NULL. */
export function lengthAt(from: Buffer, at: number): number {
  const first = from[at] ?? 0
  if (first < NULL_VALUE) return first
  if (first === NULL_VALUE) return -1
  if (first === 0xfc) return from.readUInt16LE(at + 1)
  if (first === 0xfd) return from.readUIntLE(at + 1, 3)
  if (first === 0xfe) return Number(from.readBigUInt64LE(at + 1))
  throw new AppError('mysql.failed', 'The server sent a row that cannot be read.', {
    hint: 'Try again; look at the server if it stays.'
  })
}

/** Bytes that say how long a value is. */
export function headBytes(from: Buffer, at: number): number {
  const first = from[at] ?? 0
  if (first <= NULL_VALUE) return 1
  if (first === 0xfc) return 3
  return first === 0xfd ? 4 : 9
}

/** Texts of a row's values from position `first` on; null for NULL. */
export function valuesFrom(from: Buffer, start: number, end: number, first: number): (string | null)[] {
  const values: (string | null)[] = []
  for (let at = start, column = 0; at < end; column++) {
    const length = lengthAt(from, at)
    at += headBytes(from, at)
    if (column >= first) values.push(length < 0 ? null : from.toString('utf8', at, at + length))
    if (length > 0) at += length
  }
  return values
}
