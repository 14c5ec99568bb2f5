import { fieldsOf } from '../../../load/csv/fields'
import { recordsOf } from '../../../load/csv/scan'
import { answerError } from './faults'

/** CSV with a header as a list of objects; an empty cell without quotes is null. A row of another width is `collect.answer`. */
export function parseCsv(name: string, text: string, delimiter: string): Record<string, string | null>[] {
  const dialect = { delimiter, quote: '"' }
  let header: string[] | undefined
  let line = 0
  const rows: Record<string, string | null>[] = []
  for (const { bytes, starts, ends } of recordsOf(Buffer.from(text), dialect)) {
    for (const [index, start] of starts.entries()) {
      line += 1
      const end = ends[index] ?? start
      if (start === end) continue
      const { texts, quoted } = fieldsOf(bytes, start, end, dialect)
      if (header === undefined) {
        header = texts.map((title) => title.trim())
        continue
      }
      if (texts.length !== header.length) throw raggedRow(name, line, texts.length, header.length)
      rows.push(Object.fromEntries(header.map((title, at) => [title, cellOf(texts[at], quoted?.[at])])))
    }
  }
  return rows
}

const cellOf = (text: string | undefined, quoted: boolean | undefined): string | null =>
  text === undefined || (text === '' && quoted !== true) ? null : text

const raggedRow = (name: string, line: number, cells: number, columns: number): Error =>
  answerError(
    name,
    `has ${cells} cells in record ${line} and ${columns} columns in its header`,
    'Check the delimiter, or look at the raw answer.'
  )
