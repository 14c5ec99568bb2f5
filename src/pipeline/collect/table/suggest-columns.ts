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

function suggestType({ type, declared }: TableColumn): ColumnType {
  switch (type) {
    case 'tinyint':
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'integer':
    case 'year':
      return 'integer'
    case 'bigint':
      return declared.includes('unsigned') ? 'decimal(20,0)' : 'integer'
    case 'bit':
      return bits(declared)
    case 'decimal':
    case 'numeric':
      return decimal(declared)
    case 'float':
    case 'double':
      return 'float'
    case 'date':
    case 'datetime':
    case 'timestamp':
    case 'time':
      return type
    default:
      return 'text'
  }
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
