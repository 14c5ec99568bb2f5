import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SchemaElement } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { ColumnType } from '../../contract'
import type { ObjectStore } from '../object-store'
import { physicalNames } from '../names'
import { schemaIdOf } from '../schema-id'
import type { TableFile, TableSchema } from '../types'

/** Columns by shown name and type; all may be null. */
export function schemaOf(columns: Record<string, ColumnType>, partitioned = true): TableSchema {
  const names = Object.keys(columns)
  const physical = physicalNames(names)
  return {
    partitioned,
    columns: names.map((name, index) => ({
      name,
      physical: physical[index] ?? name,
      type: columns[name] ?? 'text',
      nullable: true
    }))
  }
}

export type Value = string | number | bigint | boolean | null

const elements: Record<string, Partial<SchemaElement>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  time: { type: 'INT64' },
  float: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  timestamp: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } },
  datetime: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } }
}

function elementOf(name: string, type: ColumnType): SchemaElement {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? []
  if (precision === undefined) return { name, repetition_type: 'OPTIONAL', ...elements[type] }
  const decimal = { precision: Number(precision), scale: Number(scale) }
  return { name, repetition_type: 'OPTIONAL', type: 'INT64', converted_type: 'DECIMAL', ...decimal }
}

/** A Parquet file written without Penstock's own code: rows are arrays in column order, instants in µs, dates in days, decimals scaled. */
export function parquetBytes(schema: TableSchema, rows: readonly (readonly Value[])[]): Uint8Array {
  const columnData = schema.columns.map(({ physical }, at) => ({ name: physical, data: rows.map((row) => row[at] ?? null) }))
  const root: SchemaElement = { name: 'root', num_children: columnData.length }
  const written = parquetWriteBuffer({
    columnData,
    schema: [root, ...schema.columns.map(({ physical, type }) => elementOf(physical, type))]
  })
  return new Uint8Array(written)
}

export interface FileFacts {
  dt: string
  runId?: string
  digest?: string
  quarantined?: number
}

/** Stages a data file, has the store adopt it, and describes it as a load would. */
export async function landFile(
  store: ObjectStore,
  table: string,
  schema: TableSchema,
  rows: readonly (readonly Value[])[],
  { dt, runId = 'run', digest, quarantined = 0 }: FileFacts
): Promise<TableFile> {
  const bytes = parquetBytes(schema, rows)
  const name = `part-00000-${randomUUID()}.parquet`
  const path = schema.partitioned ? `dt=${dt}/${name}` : name
  const staged = join(await store.stagingFolder(table, runId), name)
  await writeFile(staged, bytes)
  await store.adopt(staged, `${table}/${path}`)
  const inputs = [{ name: `${dt}.csv`, bytes: 12, sha256: 'ab'.repeat(32) }]
  return {
    ...{ path, dt, bytes: bytes.length, rows: rows.length, modifiedAt: 1_700_000_000_000, stats: undefined },
    ...{ digest, schemaId: schemaIdOf(schema), runId, inputs, quarantined }
  }
}
