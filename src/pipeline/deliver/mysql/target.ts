import { openMysql, type MysqlSession } from '../../connect/mysql/open'
import { quoteTable, tableName, type TableName } from '../../connect/mysql/names'
import type { ResolvedConnection } from '../../connect/resolved'

/** A session in which quotes are doubled and a backslash is a character like others: DuckDB writes such texts without looking at each character. */
export async function openTarget(connection: ResolvedConnection, signal: AbortSignal): Promise<MysqlSession> {
  const session = await openMysql(connection, { access: 'write', signal })
  await session.run("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES'")
  return session
}

/** A text in such a session. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** Where a delivery goes. */
export interface Target {
  /** As people write it. */
  name: string
  table: TableName
  /** As SQL writes it. */
  sql: string
  /** The table of what was delivered, in the same database. */
  records: string
  dataset: string
}

export function targetOf(dataset: string, name: string): Target {
  const table = tableName(name)
  const records = quoteTable({ database: table.database, table: RECORDS })
  return { name, table, sql: quoteTable(table), records, dataset }
}

export const RECORDS = 'penstock_deliveries'

/** The schema that the table is in, as an expression. */
export const databaseOf = ({ table }: Target): string => (table.database === undefined ? 'DATABASE()' : text(table.database))
