import { escapeText, quoteName } from '../../connect/mysql/names'
import { AppError } from '../../lib/errors'
import type { TableColumn } from './table-columns'

/** How the text of a value goes into CSV. plain: never needs quotes · text: may · day, moment: plain, may be a zero date · instant: moment in UTC. */
export type CellKind = 'plain' | 'text' | 'day' | 'moment' | 'instant'

const INTEGERS = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'integer', 'bigint'])
const BINARIES = new Set(['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'])
const SHAPES = new Set([
  ...[
    'geometry',
    'point',
    'linestring',
    'polygon',
    'multipoint',
    'multilinestring',
    'multipolygon',
    'geometrycollection',
    'geomcollection'
  ]
])
const PLAIN = new Set([...INTEGERS, 'decimal', 'numeric', 'bit', 'year', 'time', 'double', 'float'])

export const isInteger = ({ type }: TableColumn): boolean => INTEGERS.has(type)

export function cellKind({ type }: TableColumn): CellKind {
  if (type === 'date') return 'day'
  if (type === 'datetime') return 'moment'
  if (type === 'timestamp') return 'instant'
  return PLAIN.has(type) ? 'plain' : 'text'
}

/** What is selected so that its text is exact: bits as an integer, bytes as hex digits, FLOAT with all of its digits. */
export function selected(column: TableColumn): string {
  const name = quoteName(column.name)
  if (column.type === 'bit') return `CAST(${name} AS UNSIGNED)`
  if (BINARIES.has(column.type)) return `LOWER(HEX(${name}))`
  if (column.type === 'float') return `${name} + 0e0`
  if (SHAPES.has(column.type)) return `ST_AsText(${name})`
  return name
}

/** How a column takes part in an order of rows: what is compared, and how the text of `selected` is written as a value to compare with. */
export interface KeyPart {
  name: string
  /** Column or expression that is selected, compared and ordered by. */
  select: string
  order: string
  literal: (text: string) => string
}

const NUMBER = /^-?\d+(\.\d+)?$/

export function keyPart(column: TableColumn): KeyPart {
  const name = quoteName(column.name)
  const numeric = { name: column.name, literal: number }
  if (isInteger(column) || column.type === 'decimal' || column.type === 'year') return { ...numeric, select: name, order: name }
  // Enums and sets are ordered by their number, and compared by it only where it is asked for.
  if (column.type === 'enum' || column.type === 'set') return { ...numeric, select: `${name} + 0`, order: `${name} + 0` }
  if (column.type === 'bit') return { ...numeric, select: `CAST(${name} AS UNSIGNED)`, order: name }
  if (BINARIES.has(column.type) || column.type === 'uuid' || column.type === 'inet6')
    return BINARIES.has(column.type)
      ? { name: column.name, select: `HEX(${name})`, order: name, literal: (text) => `X'${text}'` }
      : { name: column.name, select: name, order: name, literal: escapeText }
  if (column.type === 'float' || column.type === 'double' || SHAPES.has(column.type) || column.type === 'json')
    throw noKey(column)
  return { name: column.name, select: name, order: name, literal: escapeText }
}

function number(text: string): string {
  if (NUMBER.test(text)) return text
  throw new AppError('mysql.failed', `"${text}" is no number.`, {
    hint: 'The value to go on from was damaged; start the collection anew.'
  })
}

const noKey = ({ name, declared }: TableColumn): AppError =>
  new AppError('mysql.schema', `"${name}" (${declared}) cannot order rows exactly.`, {
    hint: 'Name integer, decimal, text or date columns as `key`.',
    details: { column: name }
  })
