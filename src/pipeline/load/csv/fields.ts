import type { CsvDialect } from './scan'

export interface Field {
  text: string
  quoted: boolean
}

/** The fields of one record [start, end) of UTF-8 bytes. Text after a closing quote is kept as it stands. */
export function fieldsOf(bytes: Buffer, start: number, end: number, { delimiter, quote }: CsvDialect): Field[] {
  const record = bytes.toString('utf8', start, end)
  const fields: Field[] = []
  if (quote === '' || !record.includes(quote)) return record.split(delimiter).map((text) => ({ text, quoted: false }))
  let position = 0
  for (;;) {
    const field = record.startsWith(quote, position)
      ? quotedField(record, position, delimiter, quote)
      : plainField(record, position, delimiter)
    fields.push(field)
    if (field.end >= record.length) return fields
    position = field.end + delimiter.length
  }
}

function plainField(record: string, from: number, delimiter: string): Field & { end: number } {
  const found = record.indexOf(delimiter, from)
  const end = found < 0 ? record.length : found
  return { text: record.slice(from, end), quoted: false, end }
}

function quotedField(record: string, from: number, delimiter: string, quote: string): Field & { end: number } {
  let text = ''
  let position = from + 1
  for (;;) {
    const close = record.indexOf(quote, position)
    if (close < 0) return { text: text + record.slice(position), quoted: true, end: record.length }
    text += record.slice(position, close)
    if (record[close + 1] !== quote) {
      const rest = plainField(record, close + 1, delimiter)
      return { text: text + rest.text, quoted: true, end: rest.end }
    }
    text += quote
    position = close + 2
  }
}
