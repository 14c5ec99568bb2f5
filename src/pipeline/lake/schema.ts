import { z } from 'zod'
import { AppError } from '../lib/errors'
import type { MetaDataAction } from './actions'
import { columnTypeOf, deltaType } from './delta-types'
import { PARTITION_COLUMN } from './names'
import type { TableColumn, TableSchema } from './types'

const field = z.looseObject({
  name: z.string(),
  type: z.unknown(),
  nullable: z.boolean(),
  metadata: z.record(z.string(), z.unknown()).default({})
})
type Field = z.infer<typeof field>
const struct = z.looseObject({ type: z.literal('struct'), fields: z.array(field) })

const NAME = 'penstock.name'
const TYPE = 'penstock.type'
const UNIT = 'penstock.unit'
/** Other engines show it as the column's comment. */
const DESCRIPTION = 'comment'

/** The table's columns without its partition columns. `lake.corrupt`, `lake.unsupported` for types that Penstock does not have. */
export function readSchema(metaData: Pick<MetaDataAction, 'schemaString' | 'partitionColumns'>, table: string): TableSchema {
  const partitionColumns = new Set(metaData.partitionColumns)
  const fields = parseFields(metaData.schemaString, table).filter(({ name }) => !partitionColumns.has(name))
  return { columns: fields.map((one) => readColumn(one, table)), partitioned: partitionColumns.size > 0 }
}

/** Delta's schemaString. What other writers noted about a column in `before` is kept, and so is its exact type where it fits. */
export function writeSchema(schema: TableSchema, before: string | undefined, table: string): string {
  const old = new Map(before === undefined ? [] : parseFields(before, table).map((one) => [one.name, one]))
  const fields = schema.columns.map((column) => writeField(column, old.get(column.physical)))
  const partition = { name: PARTITION_COLUMN, type: 'string', nullable: true, metadata: {} }
  return JSON.stringify({
    type: 'struct',
    fields: schema.partitioned ? [...fields, old.get(PARTITION_COLUMN) ?? partition] : fields
  })
}

/** True where some column needs the `timestampNtz` feature. */
export const needsNtz = (schema: TableSchema): boolean => schema.columns.some(({ type }) => type === 'datetime')

/** True where a foreign writer demands that values be checked (`delta.invariants`), which Penstock does not do. */
export const hasInvariants = (schemaString: string, table: string): boolean =>
  parseFields(schemaString, table).some(({ metadata }) => 'delta.invariants' in metadata)

function parseFields(schemaString: string, table: string): Field[] {
  try {
    return struct.parse(JSON.parse(schemaString)).fields
  } catch (cause) {
    throw new AppError('lake.corrupt', `The schema of ${table} in its log cannot be read.`, {
      hint: 'Run fsck to see what is damaged.',
      details: { table, reason: cause instanceof Error ? cause.message : String(cause) }
    })
  }
}

function readColumn({ name, type, nullable, metadata }: Field, table: string): TableColumn {
  const columnType = columnTypeOf(type, metadata[TYPE])
  if (columnType === undefined) {
    throw new AppError(
      'lake.unsupported',
      `Column "${name}" of ${table} has the type ${describe(type)}, which Penstock cannot read.`,
      {
        hint: 'Another program wrote it; read the table with that program, or drop the column there.',
        details: { table, column: name, type }
      }
    )
  }
  const unit = textOf(metadata[UNIT])
  const description = textOf(metadata[DESCRIPTION])
  return {
    name: textOf(metadata[NAME]) ?? name,
    physical: name,
    type: columnType,
    nullable,
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description })
  }
}

function writeField({ name, physical, type, nullable, unit, description }: TableColumn, old: Field | undefined): Field {
  const foreign = Object.entries(old?.metadata ?? {}).filter(([key]) => !key.startsWith('penstock.') && key !== DESCRIPTION)
  const sameType = old !== undefined && columnTypeOf(old.type, old.metadata[TYPE]) === type
  return {
    name: physical,
    type: sameType ? old.type : deltaType(type),
    nullable,
    metadata: {
      ...Object.fromEntries(foreign),
      [NAME]: name,
      [TYPE]: type,
      ...(unit === undefined ? {} : { [UNIT]: unit }),
      ...(description === undefined ? {} : { [DESCRIPTION]: description })
    }
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const describe = (type: unknown): string => (typeof type === 'string' ? type : JSON.stringify(type))
