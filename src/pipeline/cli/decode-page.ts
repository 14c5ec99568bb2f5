import type { ResultColumn, ResultPage } from '../contract'

export type Cell = string | number | bigint | boolean | null

/** Rows of a result page by original column name: dates and times ISO 8601, decimals as text, integers exact. */
export function decodePage(page: ResultPage, buffers: readonly Uint8Array[]): Record<string, Cell>[] {
  const columns = page.columns.map((column, index) => {
    const [validity, values, offsets] = buffers.slice(index * 3, index * 3 + 3)
    return { name: column.name, read: reader(column, validity ?? none, values ?? none, offsets ?? none) }
  })
  return Array.from({ length: page.rows }, (_, row) => Object.fromEntries(columns.map(({ name, read }) => [name, read(row)])))
}

const none = new Uint8Array()

function reader(column: ResultColumn, validity: Uint8Array, values: Uint8Array, offsets: Uint8Array): (row: number) => Cell {
  const read = valueReader(column, values, offsets)
  if (validity.byteLength === 0) return read
  return (row) => (((validity[row >> 3] ?? 0) >> (row & 7)) & 1 ? read(row) : null)
}

function valueReader(column: ResultColumn, values: Uint8Array, offsets: Uint8Array): (row: number) => Cell {
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength)
  switch (column.encoding) {
    case 'f64':
      return (row) => floatCell(view.getFloat64(row * 8, true))
    case 'u8':
      return (row) => view.getUint8(row) !== 0
    case 'i32':
      return (row) => isoDate(view.getInt32(row * 4, true))
    case 'i64':
      return (row) => wholeCell(column.kind, view.getBigInt64(row * 8, true))
    case 'utf8': {
      const ends = new DataView(offsets.buffer, offsets.byteOffset, offsets.byteLength)
      const text = new TextDecoder()
      return (row) => text.decode(values.subarray(ends.getUint32(row * 4, true), ends.getUint32(row * 4 + 4, true)))
    }
  }
}

/** JSON has no NaN and no infinity: they become text. */
const floatCell = (value: number): Cell => (Number.isFinite(value) ? value : String(value))

const DAY_MS = 86_400_000
const isoDate = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10)

function wholeCell(kind: ResultColumn['kind'], value: bigint): Cell {
  if (kind === 'timestamp') return `${isoMicros(value)}Z`
  if (kind === 'datetime') return isoMicros(value)
  if (kind === 'time') return isoMicros(value).slice(11)
  return value
}

/** µs since the epoch → `YYYY-MM-DDTHH:MM:SS`, with six decimals where they are not zero. */
function isoMicros(micros: bigint): string {
  const second = 1_000_000n
  const rest = ((micros % second) + second) % second
  const whole = new Date(Number((micros - rest) / 1000n)).toISOString().slice(0, -5)
  return rest === 0n ? whole : `${whole}.${rest.toString().padStart(6, '0')}`
}
