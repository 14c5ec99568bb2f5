import type { MysqlSession, TextRows } from '../../connect/mysql/open'
import { escapeText, quoteName, quoteTable, tableName } from '../../connect/mysql/names'
import { AppError } from '../../lib/errors'

/** A column as the server's own catalogue describes it. */
export interface TableColumn {
  name: string
  /** Lower case, without length: `bigint`, `varchar`. */
  type: string
  /** As declared: `bigint(20) unsigned`. */
  declared: string
  nullable: boolean
  /** Null of what is no text. */
  charset: string | null
}

/** An index with its columns in order. */
export interface TableIndex {
  name: string
  unique: boolean
  columns: string[]
}

export interface DatabaseTable {
  /** As SQL names it. */
  sql: string
  /** As people name it. */
  title: string
  columns: TableColumn[]
  indexes: TableIndex[]
  /** Changes whenever the table was altered, swapped or made anew. */
  signature: string
  /** The server's estimate; null where it has none. */
  rows: number | null
}

/** Reads what a table is. Error: `mysql.schema` where there is none of that name, or this user sees none of its columns. */
export async function describeTable(session: MysqlSession, text: string, home: string | undefined): Promise<DatabaseTable> {
  const { database = home, table } = tableName(text)
  if (database === undefined) throw noDatabase(text)
  const where = `TABLE_SCHEMA = ${escapeText(database)} AND TABLE_NAME = ${escapeText(table)}`
  const columns = await session.rows(
    'SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, CHARACTER_SET_NAME, COLLATION_NAME FROM information_schema.COLUMNS ' +
      `WHERE ${where} ORDER BY ORDINAL_POSITION`
  )
  if (columns.rows.length === 0) {
    // The catalogue shows nothing of what one may not read; the table itself tells which of both it is.
    await session.rows(`SELECT 1 FROM ${quoteTable({ database, table })} LIMIT 0`)
    throw noTable(`${database}.${table}`)
  }
  const about = await session.rows(`SELECT TABLE_TYPE, CREATE_TIME, TABLE_ROWS FROM information_schema.TABLES WHERE ${where}`)
  const indexes = await session.rows(
    `SELECT INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART FROM information_schema.STATISTICS WHERE ${where} ORDER BY INDEX_NAME, SEQ_IN_INDEX`
  )
  const [type = null, made = null, rows = null] = about.rows[0] ?? []
  return {
    sql: quoteTable({ database, table }),
    title: `${database}.${table}`,
    columns: columns.rows.map(columnOf),
    indexes: indexesOf(indexes),
    signature: JSON.stringify([type, made, columns.rows]),
    rows: rows === null ? null : Number(rows)
  }
}

const columnOf = ([name, type, declared, nullable, charset]: (string | null)[]): TableColumn => ({
  name: name ?? '',
  type: (type ?? '').toLowerCase(),
  declared: (declared ?? '').toLowerCase(),
  nullable: nullable === 'YES',
  charset: charset ?? null
})

/** An index over a part of a column (`SUB_PART`) neither orders nor proves anything: it is left out. */
function indexesOf({ rows }: TextRows): TableIndex[] {
  const partial = new Set(rows.filter(([, , , part]) => part !== null).map(([name]) => name))
  const made = new Map<string, TableIndex>()
  for (const [name = '', notUnique, column] of rows) {
    if (name === null || partial.has(name)) continue
    const index = made.get(name) ?? { name, unique: notUnique === '0', columns: [] }
    // An index over an expression has no column name.
    index.columns.push(column ?? '')
    made.set(name, index)
  }
  return [...made.values()]
}

/** Error: `mysql.denied` where one of the columns is hidden from this user; what is not there is left to `findColumn`. */
export async function mayRead(session: MysqlSession, table: DatabaseTable, names: readonly string[]): Promise<void> {
  const known = new Set(table.columns.map(({ name }) => name.toLowerCase()))
  const hidden = names.find((name) => !known.has(name.toLowerCase()) && !name.startsWith('@'))
  if (hidden !== undefined) await session.rows(`SELECT ${quoteName(hidden)} FROM ${table.sql} LIMIT 0`)
}

/** The column of that name, compared without case as the server does. */
export function findColumn(table: DatabaseTable, name: string): TableColumn {
  const lower = name.toLowerCase()
  const found =
    table.columns.find((column) => column.name === name) ?? table.columns.find((column) => column.name.toLowerCase() === lower)
  if (found !== undefined) return found
  throw new AppError('mysql.schema', `${table.title} has no column "${name}".`, {
    hint: `Its columns: ${table.columns.map((column) => column.name).join(', ')}.`,
    details: { table: table.title, column: name }
  })
}

const noTable = (title: string): AppError =>
  new AppError('mysql.schema', `There is no table ${title}, or this user may not read it.`, {
    hint: 'Check database and table name, and that the user of the connection has SELECT on it.',
    details: { table: title }
  })

const noDatabase = (table: string): AppError =>
  new AppError('mysql.schema', `It is not said in which database "${table}" is.`, {
    hint: 'Write `database.table`, or give the connection a database.',
    details: { table }
  })
