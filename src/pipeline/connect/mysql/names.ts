/** A name as SQL writes it, whatever stands in it. */
export const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``

const ESCAPES: Record<string, string> = { '\0': '\\0', '\n': '\\n', '\r': '\\r', '\x1a': '\\Z', "'": "\\'", '\\': '\\\\' }

/** A text as SQL writes it in sessions of `openMysql` (backslashes escape there). */
export const escapeText = (text: string): string => `'${Array.from(text, (one) => ESCAPES[one] ?? one).join('')}'`

export interface TableName {
  database: string | undefined
  table: string
}

/** `table` or `database.table`; the first dot divides. */
export function tableName(text: string): TableName {
  const dot = text.indexOf('.')
  return dot < 0 ? { database: undefined, table: text } : { database: text.slice(0, dot), table: text.slice(dot + 1) }
}

export const quoteTable = (name: TableName): string =>
  name.database === undefined ? quoteName(name.table) : `${quoteName(name.database)}.${quoteName(name.table)}`
