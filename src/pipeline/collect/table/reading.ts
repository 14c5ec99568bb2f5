import type { TableCollect } from '../../contract'
import { escapeText } from '../../connect/mysql/names'
import { AppError } from '../../lib/errors'
import type { IntervalWindow } from '../../load/worker-api'
import { cellKind, keyPart, selected, type CellKind, type KeyPart } from './column-reading'
import { findColumn, type DatabaseTable, type TableColumn } from './table-columns'

/** How a table is read: what is selected, and in which order, so that it can be gone on with behind any row. */
export interface Reading {
  table: DatabaseTable
  kinds: CellKind[]
  order: KeyPart[]
  /** Each position in the order is one row, so that rows can be asked for in chunks; else all come by one statement. */
  chunked: boolean
  select: (window: IntervalWindow) => string
}

/**
 * Rows are ordered by `lead` (the column they are asked by, where an index begins with it) and the table's key. Errors: `mysql.schema` for
 * columns that are not there, and for a `key` that no unique index vouches for.
 */
export function readingOf(
  table: DatabaseTable,
  collect: TableCollect,
  fields: readonly string[],
  lead: TableColumn | undefined
): Reading {
  const key = collect.key === undefined ? ownKey(table) : declaredKey(table, collect.key)
  if (key === undefined && collect.rowsPerSecond !== undefined) throw noRate(table)
  const order = orderOf(key ?? [], lead)
  const cells = fields.map((field) => cellOf(table, field))
  const keys = order.map(({ select }) => select)
  return {
    table,
    kinds: cells.map(({ kind }) => kind),
    order,
    chunked: key !== undefined,
    select: (window) => `SELECT ${[...cells.map(({ sql }) => sql(window)), ...keys].join(', ')} FROM ${table.sql}`
  }
}

interface Cell {
  kind: CellKind
  sql: (window: IntervalWindow) => string
}

/** What a window itself says, as columns `@dt`, `@from` and `@to`. */
const OF_WINDOW: Record<string, (window: IntervalWindow) => string> = {
  '@dt': ({ dt }) => dt,
  '@from': ({ start }) => new Date(start).toISOString(),
  '@to': ({ end }) => new Date(end).toISOString()
}

function cellOf(table: DatabaseTable, field: string): Cell {
  const said = OF_WINDOW[field]
  if (said !== undefined) return { kind: 'text', sql: (window) => escapeText(said(window)) }
  const column = findColumn(table, field)
  return { kind: cellKind(column), sql: () => selected(column) }
}

const orderOf = (key: readonly TableColumn[], lead: TableColumn | undefined): KeyPart[] =>
  (lead === undefined ? key : [lead, ...key.filter(({ name }) => name !== lead.name)]).map(keyPart)

const noRate = (table: DatabaseTable): AppError =>
  new AppError('mysql.schema', `${table.title} has no key, so its rows cannot be read at a rate.`, {
    hint: 'Give the table a primary key, or leave `rowsPerSecond` out: its rows are then read by one statement.',
    details: { table: table.title }
  })

const isWhole = (table: DatabaseTable, columns: readonly string[]): boolean =>
  columns.every((name) => table.columns.some((column) => column.name === name && !column.nullable))

/** The primary key, or a unique index of columns that always have a value. */
function ownKey(table: DatabaseTable): TableColumn[] | undefined {
  const unique = table.indexes.filter(({ unique, columns }) => unique && isWhole(table, columns))
  const best = unique.find(({ name }) => name === 'PRIMARY') ?? unique[0]
  return best?.columns.map((name) => findColumn(table, name))
}

/** Rows of equal keys would be lost where one chunk ends between them. */
function declaredKey(table: DatabaseTable, declared: readonly string[]): TableColumn[] {
  const key = declared.map((name) => findColumn(table, name))
  const names = new Set(key.map(({ name }) => name))
  const vouched = table.indexes.some(
    ({ unique, columns }) => unique && isWhole(table, columns) && columns.every((name) => names.has(name))
  )
  if (vouched) return key
  throw new AppError('mysql.schema', `No unique index of ${table.title} says that ${declared.join(', ')} names one row.`, {
    hint: 'Name the columns of a unique index that are NOT NULL as `key`, or leave `key` out: rows without one are read by one statement.',
    details: { table: table.title, key: [...declared] }
  })
}

/** True where an index begins with the column, so that its ranges are found without reading the table. */
export const isIndexed = (table: DatabaseTable, column: TableColumn): boolean =>
  table.indexes.some(({ columns }) => columns[0] === column.name)

/**
 * The rows behind a position, written so that an index can start there: the first column bounds the range, the rest decides among its
 * equals.
 */
export function behind(order: readonly KeyPart[], position: readonly string[]): string {
  const parts = order.map((part, index) => ({ sql: part.order, value: part.literal(position[index] ?? '') }))
  const [first] = parts
  if (first === undefined) return '1 = 1'
  const later = parts.reduceRight(
    (rest, { sql, value }) => (rest === '' ? `${sql} > ${value}` : `(${sql} > ${value} OR (${sql} = ${value} AND ${rest}))`),
    ''
  )
  return parts.length === 1 ? later : `${first.sql} >= ${first.value} AND ${later}`
}

export const ordered = (order: readonly KeyPart[]): string =>
  order.length === 0 ? '' : ` ORDER BY ${order.map(({ order: sql }) => sql).join(', ')}`
