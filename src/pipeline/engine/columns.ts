import {
  columnKinds,
  type ColumnKind,
  type DatasetSpec,
  type ResultColumn,
  type StoredColumn,
  type VectorEncoding
} from '../contract'
import type { TableColumn, TableSchema } from '../lake/types'
import type { ColumnPage } from '../load/worker-api'

/** `decimal(18,4)` → `decimal`; the others are their own kind. */
export function kindOf(type: string): ColumnKind {
  return columnKinds.find((kind) => kind === type.replace(/\(.*$/, '')) ?? 'text'
}

const encodings: Record<ColumnKind, VectorEncoding> = {
  text: 'utf8',
  decimal: 'utf8',
  integer: 'i64',
  time: 'i64',
  float: 'f64',
  boolean: 'u8',
  date: 'i32',
  datetime: 'i64',
  timestamp: 'i64'
}

/** The columns of a table as the dataset means them. */
export function storedColumns(schema: TableSchema, spec: DatasetSpec): StoredColumn[] {
  return schema.columns.map(({ name, physical, type, nullable, unit, description }) => ({
    ...{ name, physical, type, nullable, kind: kindOf(type) },
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description }),
    partition: spec.partition?.columns.includes(name) ?? false,
    key: spec.primaryKey.includes(name)
  }))
}

/** No rows, yet all columns. */
export function emptyPage(schema: TableSchema): ColumnPage {
  const columns = schema.columns.map(resultColumn)
  const buffers = columns.flatMap(({ encoding }) => [
    new Uint8Array(),
    new Uint8Array(),
    new Uint8Array(encoding === 'utf8' ? 4 : 0)
  ])
  return { rows: 0, columns, buffers }
}

function resultColumn({ name, type, unit }: TableColumn): ResultColumn {
  const kind = kindOf(type)
  return { name, kind, type, encoding: encodings[kind], ...(unit === undefined ? {} : { unit }) }
}
