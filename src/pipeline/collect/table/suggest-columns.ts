import type { ColumnSpec, ColumnType } from '../../contract'
import type { TableColumn } from './table-columns'

/** The widest decimal of the lake. */
const MOST_DIGITS = 38

/** How a column could be declared: exact types, text where the lake has none that holds every value. */
export const suggestColumn = (column: TableColumn): ColumnSpec => ({
  name: column.name,
  source: { header: column.name },
  type: suggestType(column),
  nullable: column.nullable
})

const AS_NAMED: Record<string, ColumnType> = {
  ...{ tinyint: 'integer', smallint: 'integer', mediumint: 'integer', int: 'integer', integer: 'integer', year: 'integer' },
  ...{ float: 'float', double: 'float', date: 'date', datetime: 'datetime', timestamp: 'timestamp', time: 'time' }
}

function suggestType({ type, declared }: TableColumn): ColumnType {
  if (type === 'bigint') return declared.includes('unsigned') ? 'decimal(20,0)' : 'integer'
  if (type === 'bit') return bits(declared)
  if (type === 'decimal' || type === 'numeric') return decimal(declared)
  return AS_NAMED[type] ?? 'text'
}

/** One bit is yes or no; 64 are more than a signed integer holds. TINYINT(1) may hold any small number, so it stays an integer. */
function bits(declared: string): ColumnType {
  const count = Number(/\((\d+)\)/.exec(declared)?.[1] ?? 1)
  if (count === 1) return 'boolean'
  return count < 64 ? 'integer' : 'decimal(20,0)'
}

function decimal(declared: string): ColumnType {
  const [, precision = '10', scale = '0'] = /\((\d+)(?:,(\d+))?\)/.exec(declared) ?? []
  return Number(precision) > MOST_DIGITS ? 'text' : `decimal(${precision},${scale})`
}
