import type { CsvDialect } from './scan'

/** The texts of one row; `quoted` says which stood in quotes and is absent where none did. */
export interface Row {
  texts: string[]
  quoted: boolean[] | undefined
}

/** The fields of one record [start, end) of UTF-8 bytes. Text after a closing quote is kept as it stands. */
export function fieldsOf(bytes: Buffer, start: number, end: number, { delimiter, quote }: CsvDialect): Row {
  const record = bytes.toString('utf8', start, end)
  if (quote === '' || !record.includes(quote)) return { texts: record.split(delimiter), quoted: undefined }
  const row = { texts: [] as string[], quoted: [] as boolean[] }
  for (let position = 0; ;) {
    const quoted = record.startsWith(quote, position)
    const field = quoted ? quotedField(record, position, delimiter, quote) : plainField(record, position, delimiter)
    row.texts.push(field.text)
    row.quoted.push(quoted)
    if (field.end >= record.length) return row
    position = field.end + delimiter.length
  }
}

interface FoundField {
  text: string
  end: number
}

function plainField(record: string, from: number, delimiter: string): FoundField {
  const found = record.indexOf(delimiter, from)
  const end = found < 0 ? record.length : found
  return { text: record.slice(from, end), end }
}

function quotedField(record: string, from: number, delimiter: string, quote: string): FoundField {
  let text = ''
  let position = from + 1
  for (;;) {
    const close = record.indexOf(quote, position)
    if (close < 0) return { text: text + record.slice(position), end: record.length }
    text += record.slice(position, close)
    if (record[close + 1] !== quote) {
      const rest = plainField(record, close + 1, delimiter)
      return { text: text + rest.text, end: rest.end }
    }
    text += quote
    position = close + 2
  }
}
