import type { TableColumn, TableSchema } from '../../lake/types'
import { duckType } from './column-types'
import { ident, literals } from './sql'

/** Rows of Parquet files of the table as the schema names them; columns that a file lacks are NULL. Files keep their order. */
export function storedRows(files: readonly string[], columns: readonly TableColumn[]): string {
  const cells = columns.map(({ physical, type }) => `CAST(${ident(physical)} AS ${duckType(type)}) AS ${ident(physical)}`)
  const shape = columns.map(({ physical, type }) => `CAST(NULL AS ${duckType(type)}) AS ${ident(physical)}`)
  const shaped = `SELECT ${shape.join(', ')} WHERE false`
  if (files.length === 0) return `(${shaped})`
  const read = `SELECT * FROM read_parquet(${literals(files)}, hive_partitioning = false, union_by_name = true)`
  return `(SELECT ${cells.join(', ')} FROM (${shaped} UNION ALL BY NAME ${read}))`
}

/** The columns of a table by physical name. */
export const schemaColumns = ({ columns }: Pick<TableSchema, 'columns'>): string =>
  columns.map(({ physical }) => ident(physical)).join(', ')
