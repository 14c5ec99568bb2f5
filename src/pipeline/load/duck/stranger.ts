import type { SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'

const usual = [',', ';', '\t', '|']

/** Headers (or JSON fields) by which a dataset finds its columns. */
export const headersOf = ({ columns }: Pick<SourcedSpec, 'columns'>): string[] => [
  ...new Set(columns.flatMap(({ source }) => ('header' in source ? [source.header] : [])))
]

/** `schema.breaking` for a file without a single column of the dataset: it would become rows of nulls. `found`: what it has instead. */
export function strangerError(spec: SourcedSpec, file: string, found: readonly string[]): AppError {
  const missing = headersOf(spec)
  const delimiter = spec.source.format === 'csv' ? foundDelimiter(spec.source.delimiter, found, missing) : undefined
  const list = found.map((name) => JSON.stringify(name)).join(', ')
  const hint =
    delimiter === undefined
      ? 'It may be another table: move it away, or name the files to read in the pattern. If its columns were renamed, change the dataset file accordingly and load in full.'
      : `It has ${spoken(delimiter)} between its cells, the dataset ${spoken(spec.source.delimiter)}: have it written that way, or make it a dataset of its own.`
  return new AppError('schema.breaking', `"${file}" has none of the dataset's columns; it has ${list}.`, {
    hint,
    details: { file, missing, added: [...found], ...(delimiter === undefined ? {} : { delimiter }) }
  })
}

/** The delimiter by which the header line would name columns of the dataset. */
function foundDelimiter(declared: string, found: readonly string[], headers: readonly string[]): string | undefined {
  const line = found.join(declared)
  return usual.find((delimiter) => {
    const cells = line.split(delimiter).map((cell) => cell.trim().replace(/^["']|["']$/g, ''))
    return delimiter !== declared && cells.length > 1 && cells.some((cell) => headers.includes(cell))
  })
}

const spoken = (delimiter: string): string => (delimiter === '\t' ? 'a tab' : `"${delimiter}"`)
