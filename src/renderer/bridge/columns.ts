import type { ResultColumn, ResultPage } from '../../pipeline/contract'

/** A cell as the window handles it: integers and µs since the epoch as bigint, dates as days since 1970-01-01, decimals as exact text. */
export type CellValue = string | number | bigint | boolean | null

/** One column of a page, read by row without making objects of the rest. */
export interface ColumnAccessor {
  column: ResultColumn
  rows: number
  at(row: number): CellValue
}

/** The buffers of a page (validity, values, offsets per column) as accessors; throws on lengths that do not fit. */
export function decodeColumns(page: ResultPage, buffers: readonly Uint8Array[]): ColumnAccessor[] {
  return page.columns.map((column, index) => {
    const [validity, values, offsets] = buffers.slice(index * 3, index * 3 + 3)
    if (validity === undefined || values === undefined || offsets === undefined)
      throw new RangeError(`column ${column.name} has no buffers`)
    const read = reader(column, page.rows, values, offsets)
    const valid = validityOf(validity, page.rows)
    return { column, rows: page.rows, at: (row) => (valid(row) ? read(row) : null) }
  })
}

/** Bit `row` of the bitmap, least significant first; an empty bitmap means that all are valid. */
function validityOf(bitmap: Uint8Array, rows: number): (row: number) => boolean {
  if (bitmap.byteLength === 0) return () => true
  if (bitmap.byteLength < Math.ceil(rows / 8)) throw new RangeError('the validity bitmap is too short')
  return (row) => (((bitmap[row >> 3] ?? 0) >> (row & 7)) & 1) === 1
}

function reader(column: ResultColumn, rows: number, values: Uint8Array, offsets: Uint8Array): (row: number) => CellValue {
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength)
  const need = (width: number): void => {
    if (values.byteLength < rows * width) throw new RangeError(`column ${column.name} is too short`)
  }
  switch (column.encoding) {
    case 'i64':
      need(8)
      return (row) => view.getBigInt64(row * 8, true)
    case 'f64':
      need(8)
      return (row) => view.getFloat64(row * 8, true)
    case 'i32':
      need(4)
      return (row) => view.getInt32(row * 4, true)
    case 'u8':
      need(1)
      return (row) => view.getUint8(row) === 1
    case 'utf8':
      return textReader(column.name, rows, values, offsets)
  }
}

function textReader(name: string, rows: number, values: Uint8Array, offsets: Uint8Array): (row: number) => string {
  if (offsets.byteLength < (rows + 1) * 4) throw new RangeError(`column ${name} has too few offsets`)
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.byteLength)
  const decoder = new TextDecoder()
  return (row) => {
    const [from, to] = [view.getUint32(row * 4, true), view.getUint32(row * 4 + 4, true)]
    if (to > values.byteLength || from > to) throw new RangeError(`column ${name} has a wrong offset`)
    return decoder.decode(values.subarray(from, to))
  }
}
