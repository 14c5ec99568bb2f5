import type { ColumnKind, ColumnType } from '../../contract'

export interface TypeShape {
  kind: ColumnKind
  /** Decimal only: all digits, and those after the point. */
  precision: number
  scale: number
}

/** `decimal(18,2)` → {kind: decimal, precision: 18, scale: 2}; 0 and 0 for the other kinds. */
export function shapeOf(type: ColumnType): TypeShape {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? []
  if (precision === undefined) return { kind: type as ColumnKind, precision: 0, scale: 0 }
  return { kind: 'decimal', precision: Number(precision), scale: Number(scale) }
}

const plain: Record<Exclude<ColumnKind, 'decimal'>, string> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  float: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'TIMESTAMP',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  time: 'BIGINT'
}

/** The DuckDB type in which a column is stored; a time of day is µs since midnight. */
export function duckType(type: ColumnType): string {
  const { kind, precision, scale } = shapeOf(type)
  return kind === 'decimal' ? `DECIMAL(${precision},${scale})` : plain[kind]
}
