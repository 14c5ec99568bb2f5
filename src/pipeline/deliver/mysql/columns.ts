import type { TableColumn, TableSchema } from '../../lake/types'
import { AppError } from '../../lib/errors'

/** A column of the target's table. */
export interface TargetColumn {
  column: TableColumn
  /** As the table has it: its shown name, or the physical one where MySQL takes no such name. */
  name: string
  /** Its type as MySQL writes it. */
  type: string
  key: boolean
}

/** What a delivery makes of a dataset's columns. */
export interface TargetShape {
  columns: TargetColumn[]
  key: TargetColumn[]
  /** The column that says to which partition a row belongs. */
  partition: string
}

/** InnoDB's longest key in bytes; four to a character. */
const KEY_BYTES = 3072
const KEY_TEXT = 255

/** Errors: `deliver.table` for a key column that is not there. */
export function shapeOfTarget(schema: TableSchema, key: readonly string[], table: string): TargetShape {
  const keyed = new Set(key)
  const texts = schema.columns.filter(({ name, type }) => keyed.has(name) && type === 'text').length
  const keyText = Math.min(KEY_TEXT, Math.floor((KEY_BYTES - 12 - 17 * key.length) / 4 / Math.max(1, texts)))
  const columns = schema.columns.map((column) => ({
    column,
    name: targetName(column),
    type: typeOf(column, keyed.has(column.name), keyText),
    key: keyed.has(column.name)
  }))
  const own = key.map((name) => columns.find(({ column }) => column.name === name))
  const missing = key.filter((_, index) => own[index] === undefined)
  if (missing.length > 0)
    throw new AppError('deliver.table', `${table} cannot be made: there is no key column ${missing.join(', ')}.`)
  const taken = columns.some(({ name }) => name.toLowerCase() === 'dt')
  return { columns, key: own.flatMap((one) => one ?? []), partition: taken ? 'penstock_dt' : 'dt' }
}

const targetName = ({ name, physical }: TableColumn): string =>
  name.length <= 64 && /^[^\s\p{Cc}/\\.](.*[^\s])?$/u.test(name) && !/[\p{Cc}\u{10000}-\u{10FFFF}]/u.test(name) ? name : physical

const plain: Record<string, string> = {
  integer: 'bigint',
  float: 'double',
  boolean: 'tinyint(1)',
  date: 'date',
  datetime: 'datetime(6)',
  timestamp: 'datetime(6)',
  time: 'time(6)'
}

function typeOf({ type }: TableColumn, key: boolean, keyText: number): string {
  if (type === 'text') return key ? `varchar(${keyText})` : 'mediumtext'
  return plain[type] ?? type
}
