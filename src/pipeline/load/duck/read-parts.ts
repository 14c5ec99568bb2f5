import { link, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { ColumnSpec, SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import { MAX_RECORD } from './records'
import type { SourcePart } from './parts'
import { ident, literal, literals } from './sql'

/** What a scan of the source offers each column of the dataset, as SQL over `from`. */
export interface RawScan {
  from: string
  /** The number of the file within the scan, from 0. */
  file: string
  /** A row's number within its file, where the scan knows it. */
  place?: string
  /** By position in spec.columns: the value as read, and its DuckDB type. */
  cells: { sql: string; type: string }[]
  /** By position in spec.columns: the text of the day for `ms-of-day`. */
  days: (string | undefined)[]
}

const INDEX_DIGITS = 8

/** A scan of CSV parts that share their columns; several files are told apart by the names of links to them. */
export async function scanOf(run: readonly SourcePart[], spec: SourcedSpec, linkFolder: string): Promise<RawScan> {
  const [first] = run
  if (first === undefined) throw new AppError('internal', 'A scan without files.')
  const many = run.length > 1
  const paths = many ? await linkByIndex(run, linkFolder) : run.map(({ path }) => path)
  const file = many ? `CAST(left(right(filename, ${INDEX_DIGITS + 4}), ${INDEX_DIGITS}) AS INTEGER)` : '0'
  const part = (name: string): string => partText(run, name, file)
  return {
    from: readCsv(paths, first, many),
    file,
    cells: spec.columns.map(({ source }) => ({ sql: cellText(source, first, part), type: 'VARCHAR' })),
    days: spec.columns.map(({ datePart }) => (datePart === undefined ? undefined : part(datePart)))
  }
}

function readCsv(paths: readonly string[], part: SourcePart, filename: boolean): string {
  const columns = Array.from({ length: part.width }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ')
  const quote = part.dialect.quote < 0 ? '' : String.fromCharCode(part.dialect.quote)
  const options = [
    'auto_detect = false',
    'header = false',
    `skip = ${part.skip}`,
    `columns = {${columns}}`,
    `delim = ${literal(Buffer.from(part.dialect.delimiter).toString())}`,
    `quote = ${literal(quote)}`,
    `escape = ${literal(quote)}`,
    `new_line = '${part.newline}'`,
    "nullstr = ''",
    'allow_quoted_nulls = false',
    'strict_mode = false',
    `parallel = ${String(part.parallel)}`,
    `max_line_size = ${MAX_RECORD + 100_000}`,
    ...(filename ? ['filename = true'] : [])
  ]
  return `read_csv(${literals(paths)}, ${options.join(', ')})`
}

function cellText(source: ColumnSpec['source'], part: SourcePart, pathPart: (name: string) => string): string {
  if ('path' in source) return pathPart(source.path)
  const position = 'position' in source ? source.position : (part.header?.indexOf(source.header) ?? -1)
  return position < 0 || position >= part.width ? 'CAST(NULL AS VARCHAR)' : ident(`c${position}`)
}

function partText(run: readonly SourcePart[], name: string, file: string): string {
  const texts = run
    .map(({ file: { pathParts } }) => pathParts[name])
    .map((value) => (value === undefined ? 'NULL' : literal(value)))
  return run.length === 1
    ? `CAST(${texts[0] ?? 'NULL'} AS VARCHAR)`
    : `CAST(list_extract([${texts.join(', ')}], ${file} + 1) AS VARCHAR)`
}

/** Links whose names end in the file's number, so that a scan can tell which file a row is from without comparing paths. */
async function linkByIndex(run: readonly SourcePart[], folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const name = (index: number): string => join(folder, `${String(index).padStart(INDEX_DIGITS, '0')}.csv`)
  await Promise.all(run.map(({ path }, index) => link(path, name(index)).catch(() => symlink(path, name(index)))))
  return run.map((_, index) => name(index))
}
