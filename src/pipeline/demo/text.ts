import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'

export type Cell = string | number | null

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const cell = (value: Cell): string => (value === null ? '' : typeof value === 'number' ? String(value) : quoted(value))

/** Comma-separated UTF-8 with LF; null is an empty cell. */
export function csv(header: readonly string[], rows: Iterable<readonly Cell[]>): Uint8Array {
  return Buffer.from(lines(header, rows, '\n'), 'utf8')
}

/** The same in CP949 with CRLF, as Korean exports come. */
export function csvCp949(header: readonly string[], rows: Iterable<readonly Cell[]>): Uint8Array {
  return iconv.encode(lines(header, rows, '\r\n'), 'cp949')
}

/** One JSON object a line, gzipped without a time stamp. */
export function jsonLinesGz(rows: Iterable<Record<string, Cell>>): Uint8Array {
  const text = [...rows].map((row) => `${JSON.stringify(row)}\n`).join('')
  return gzipSync(text, { level: 6 })
}

function lines(header: readonly string[], rows: Iterable<readonly Cell[]>, newline: string): string {
  const all = [header.map(cell).join(',')]
  for (const row of rows) all.push(row.map(cell).join(','))
  return all.join(newline) + newline
}
