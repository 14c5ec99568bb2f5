import { createHash } from 'node:crypto'
import type { TableSchema } from './types'

/** 16 hex digits that stand for the columns of a file: their physical names and types, in order. */
export function schemaIdOf(schema: Pick<TableSchema, 'columns'>): string {
  const columns = schema.columns.map(({ physical, type }) => [physical, type])
  return createHash('sha256').update(JSON.stringify(columns)).digest('hex').slice(0, 16)
}
