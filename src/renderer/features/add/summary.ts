import type { Recognition } from '../../../pipeline/contract'
import { certaintyLevel, SURE } from '../../ui'

/** What may be worth a look before loading, in the order of the page. */
export type Doubt = 'format' | 'encoding' | 'delimiter' | 'header' | 'columns' | 'partition'

/** Where the recognition is not sure; empty means that one line is enough. */
export function doubts(recognition: Recognition): Doubt[] {
  const { format, encoding, delimiter, header, columns, partition } = recognition
  const isText = format.value !== 'parquet'
  const found: [Doubt, boolean][] = [
    ['format', format.certainty < SURE],
    ['encoding', isText && encoding.certainty < SURE],
    ['delimiter', format.value === 'csv' && delimiter.certainty < SURE],
    ['header', format.value === 'csv' && header.certainty < SURE],
    ['columns', columns.some(({ certainty }) => certaintyLevel(certainty) === 'guess')],
    ['partition', partition.value !== null && certaintyLevel(partition.certainty) === 'guess']
  ]
  return found.filter(([, doubtful]) => doubtful).map(([name]) => name)
}

const encodingNames = { 'utf-8': 'UTF-8', cp949: 'CP949' } as const
const formatNames = { csv: 'CSV', jsonl: 'JSON Lines', parquet: 'Parquet' } as const
const delimiterNames: Readonly<Record<string, string>> = { ',': 'CSV', '\t': 'TSV', ';': 'CSV ;', '|': 'CSV |' }

/** The file's own traits in the words of those who know them: `CSV`, `gz`, `CP949`, `CRLF`. */
export function traits(recognition: Recognition): string[] {
  const { format, container, encoding, bom, newline, delimiter } = recognition
  const name = format.value === 'csv' ? (delimiterNames[delimiter.value] ?? `CSV ${delimiter.value}`) : formatNames[format.value]
  const text =
    format.value === 'parquet'
      ? []
      : [
          `${encodingNames[encoding.value]}${bom ? ' BOM' : ''}`,
          ...(newline === 'lf' || newline === 'none' ? [] : [newline.toUpperCase()])
        ]
  return [name, ...(container === 'none' ? [] : [container]), ...text]
}

const codeNotes = ['leading-zeros', 'code-name']

/** Text columns whose values look like numbers but are not: what a spreadsheet would have broken. */
export const codeColumns = (recognition: Recognition): string[] =>
  recognition.columns
    .filter(({ type, notes }) => type === 'text' && notes.some((note) => codeNotes.includes(note)))
    .map(({ name }) => name)
