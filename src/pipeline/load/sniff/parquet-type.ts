import type { SchemaElement } from 'hyparquet'
import type { ColumnType } from '../../contract'

const physical: Record<string, ColumnType> = {
  BOOLEAN: 'boolean',
  INT32: 'integer',
  INT64: 'integer',
  INT96: 'datetime',
  FLOAT: 'float',
  DOUBLE: 'float'
}

const converted: Record<string, ColumnType> = {
  UTF8: 'text',
  DATE: 'date',
  TIME_MILLIS: 'time',
  TIME_MICROS: 'time',
  TIMESTAMP_MILLIS: 'timestamp',
  TIMESTAMP_MICROS: 'timestamp',
  UINT_64: 'decimal(38,0)'
}

/** Decimals beyond 38 digits, which neither DuckDB nor Delta has: DuckDB reads them as doubles. */
export const isTooWide = ({ converted_type: type, precision, logical_type: logical }: SchemaElement): boolean =>
  (logical?.type === 'DECIMAL' ? logical.precision : type === 'DECIMAL' ? (precision ?? 0) : 0) > 38

/** The type of a plain Parquet column: by its logical type, the older converted type, or its bytes. */
export function typeOfElement(element: SchemaElement): ColumnType {
  if (isTooWide(element)) return 'float'
  const byLogical = logicalType(element)
  if (byLogical !== undefined) return byLogical
  if (element.converted_type === 'DECIMAL') return `decimal(${element.precision ?? 38},${element.scale ?? 0})`
  return converted[element.converted_type ?? ''] ?? physical[element.type ?? ''] ?? 'text'
}

function logicalType({ logical_type: logical }: SchemaElement): ColumnType | undefined {
  switch (logical?.type) {
    case 'DECIMAL':
      return `decimal(${logical.precision},${logical.scale})`
    case 'DATE':
      return 'date'
    case 'TIME':
      return 'time'
    case 'TIMESTAMP':
      return logical.isAdjustedToUTC ? 'timestamp' : 'datetime'
    default:
      return undefined
  }
}
