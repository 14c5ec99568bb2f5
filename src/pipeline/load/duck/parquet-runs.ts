import type { ColumnSpec, SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import type { InputRun } from './input-runs'
import type { SpoolFile } from './parts'
import type { Session } from './session'
import { ident, literal } from './sql'
import { numberOf, textOf, type Row } from './row'

/** `known`: what DuckDB calls it, which tells names apart that differ by case only or not at all. */
interface ParquetColumn {
  name: string
  known: string
  type: string
  /** A decimal in it of more digits than can be read: DuckDB makes wrong numbers of it. */
  tooWide: string | undefined
}

/** Digits that a decimal can have in DuckDB and in Delta. */
const MAX_PRECISION = 38

/** One scan a file: Parquet files may differ in their columns, and each names its own. */
export async function parquetRuns(session: Session, spec: SourcedSpec, files: readonly SpoolFile[]): Promise<InputRun[]> {
  const runs: InputRun[] = []
  for (const file of files) runs.push(await parquetRun(session, spec, file))
  return runs
}

async function parquetRun(session: Session, spec: SourcedSpec, file: SpoolFile): Promise<InputRun> {
  const from = `read_parquet(${literal(file.path)}, hive_partitioning = false)`
  const columns = named(await columnsOf(session, from, file), await elementsOf(session, file))
  const [count] = await session.rows(`SELECT count(*) AS rows FROM ${from}`)
  return {
    raw: {
      from,
      file: '0',
      place: 'file_row_number',
      cells: spec.columns.map((column) => cellOf(column, columns, file)),
      days: spec.columns.map(({ datePart }) => (datePart === undefined ? undefined : partOf(file, datePart)))
    },
    names: columns.map(({ name }) => name),
    files: [{ file, rows: numberOf(count, 'rows'), part: undefined }]
  }
}

async function columnsOf(session: Session, from: string, file: SpoolFile): Promise<Pick<ParquetColumn, 'known' | 'type'>[]> {
  try {
    const rows = await session.rows(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${from})`)
    return rows.map((row) => ({ known: textOf(row, 'column_name'), type: textOf(row, 'column_type') }))
  } catch (error) {
    if (error instanceof AppError && error.code === 'cancelled') throw error
    throw new AppError(
      'file.corrupt',
      `${file.name} is no readable Parquet file: ${error instanceof Error ? error.message : ''}`,
      {
        hint: 'The file is damaged or cut short: fetch it again, then load again.',
        details: { file: file.name },
        cause: error
      }
    )
  }
}

/** Columns as the file has them: the children of the schema's root. */
async function elementsOf(session: Session, file: SpoolFile): Promise<Pick<ParquetColumn, 'name' | 'tooWide'>[]> {
  const digits = (name: string): string =>
    `TRY_CAST(regexp_extract(CAST(logical_type AS VARCHAR), '${name}=(\\d+)', 1) AS BIGINT)`
  const isDecimal = "(converted_type = 'DECIMAL' OR starts_with(CAST(logical_type AS VARCHAR), 'DecimalType'))"
  const rows = await session.rows(
    `SELECT name, coalesce(num_children, 0) AS children, CASE WHEN ${isDecimal} THEN coalesce(precision, ${digits('precision')}) END AS digits, ` +
      `coalesce(scale, ${digits('scale')}, 0) AS scale FROM parquet_schema(${literal(file.path)})`
  )
  const elements: Pick<ParquetColumn, 'name' | 'tooWide'>[] = []
  for (let at = 1; at < rows.length;) {
    const next = after(rows, at)
    const wide = rows.slice(at, next).find((row) => numberOf(row, 'digits') > MAX_PRECISION)
    const tooWide = wide === undefined ? undefined : `decimal(${numberOf(wide, 'digits')},${numberOf(wide, 'scale')})`
    elements.push({ name: textOf(rows[at], 'name'), tooWide })
    at = next
  }
  return elements
}

/** The place after an element and all that it holds. */
function after(rows: readonly Row[], at: number): number {
  let next = at + 1
  for (let left = numberOf(rows[at], 'children'); left > 0; left -= 1) next = after(rows, next)
  return next
}

const named = (
  columns: readonly Pick<ParquetColumn, 'known' | 'type'>[],
  elements: readonly Pick<ParquetColumn, 'name' | 'tooWide'>[]
): ParquetColumn[] => columns.map((column, index) => ({ ...column, name: column.known, tooWide: undefined, ...elements[index] }))

function cellOf({ source }: ColumnSpec, columns: readonly ParquetColumn[], file: SpoolFile): { sql: string; type: string } {
  if ('path' in source) return { sql: partOf(file, source.path), type: 'VARCHAR' }
  const found = 'position' in source ? columns[source.position] : columns.find(({ name }) => name === source.header)
  if (found === undefined) return { sql: 'CAST(NULL AS VARCHAR)', type: 'VARCHAR' }
  if (found.tooWide !== undefined) throw tooWideError(file, found.name, found.tooWide)
  return { sql: ident(found.known), type: found.type }
}

const tooWideError = ({ name: file }: SpoolFile, column: string, type: string): AppError =>
  new AppError(
    'unsupported',
    `"${file}": the column "${column}" holds ${type}; ${MAX_PRECISION} digits are the most that can be read exactly.`,
    {
      hint: `Have it written as a decimal of at most ${MAX_PRECISION} digits or as text, or take the column out of the dataset.`,
      details: { file, column, type }
    }
  )

function partOf({ pathParts }: SpoolFile, name: string): string {
  const value = pathParts[name]
  return value === undefined ? 'CAST(NULL AS VARCHAR)' : literal(value)
}
