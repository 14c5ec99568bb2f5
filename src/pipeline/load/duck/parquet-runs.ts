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
}

/** One scan a file: Parquet files may differ in their columns, and each names its own. */
export async function parquetRuns(session: Session, spec: SourcedSpec, files: readonly SpoolFile[]): Promise<InputRun[]> {
  const runs: InputRun[] = []
  for (const file of files) runs.push(await parquetRun(session, spec, file))
  return runs
}

async function parquetRun(session: Session, spec: SourcedSpec, file: SpoolFile): Promise<InputRun> {
  const from = `read_parquet(${literal(file.path)}, hive_partitioning = false)`
  const columns = named(await columnsOf(session, from, file), await namesOf(session, file))
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

async function columnsOf(session: Session, from: string, file: SpoolFile): Promise<Omit<ParquetColumn, 'name'>[]> {
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

/** Names of the columns as the file has them: the children of the schema's root. */
async function namesOf(session: Session, file: SpoolFile): Promise<string[]> {
  const rows = await session.rows(`SELECT name, coalesce(num_children, 0) AS children FROM parquet_schema(${literal(file.path)})`)
  const names: string[] = []
  for (let at = 1; at < rows.length; at = after(rows, at)) names.push(textOf(rows[at], 'name'))
  return names
}

/** The place after an element and all that it holds. */
function after(rows: readonly Row[], at: number): number {
  let next = at + 1
  for (let left = numberOf(rows[at], 'children'); left > 0; left -= 1) next = after(rows, next)
  return next
}

const named = (columns: readonly Omit<ParquetColumn, 'name'>[], names: readonly string[]): ParquetColumn[] =>
  columns.map((column, index) => ({ ...column, name: names[index] ?? column.known }))

function cellOf({ source }: ColumnSpec, columns: readonly ParquetColumn[], file: SpoolFile): { sql: string; type: string } {
  if ('path' in source) return { sql: partOf(file, source.path), type: 'VARCHAR' }
  const found = 'position' in source ? columns[source.position] : columns.find(({ name }) => name === source.header)
  return found === undefined ? { sql: 'CAST(NULL AS VARCHAR)', type: 'VARCHAR' } : { sql: ident(found.known), type: found.type }
}

function partOf({ pathParts }: SpoolFile, name: string): string {
  const value = pathParts[name]
  return value === undefined ? 'CAST(NULL AS VARCHAR)' : literal(value)
}
