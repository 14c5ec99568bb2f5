import type { ColumnType } from '../contract'

const plainTypes: Record<string, string> = {
  text: 'string',
  integer: 'long',
  float: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  datetime: 'timestamp_ntz',
  /** µs since midnight; the field's metadata says that it is a time. */
  time: 'long'
}

const readTypes: Record<string, ColumnType> = {
  string: 'text',
  long: 'integer',
  integer: 'integer',
  short: 'integer',
  byte: 'integer',
  double: 'float',
  float: 'float',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
  timestamp_ntz: 'datetime'
}

/** Delta's name for a column type. */
export const deltaType = (type: ColumnType): string => plainTypes[type] ?? type

/** The column type of a Delta type and of what the field's metadata says it is; undefined for types that Penstock does not have. */
export function columnTypeOf(type: unknown, stated: unknown): ColumnType | undefined {
  if (typeof type !== 'string') return undefined
  if (type === 'long' && stated === 'time') return 'time'
  if (/^decimal\(\d{1,2},\d{1,2}\)$/.test(type)) return type
  return readTypes[type]
}
