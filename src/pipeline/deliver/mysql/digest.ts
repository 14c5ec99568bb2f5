import { quoteName } from '../../connect/mysql/names'
import type { TargetColumn } from './columns'

/** `pd1:<24 hex>` of the sum of the rows' bits. */
export const deliveryDigest = (sum: bigint): string => `pd1:${sum.toString(16).padStart(24, '0')}`

/** The same sum as load/duck/sql-values makes it of Parquet, by the server over what it has stored. */
export const sumSql = (columns: readonly TargetColumn[]): string =>
  `CAST(COALESCE(SUM(CAST(CONV(LEFT(MD5(CONCAT_WS(';', ${columns.map(cell).join(', ')})), 15), 16, 10) AS UNSIGNED)), 0) AS CHAR)`

function cell({ name: given, column: { type } }: TargetColumn): string {
  const name = quoteName(given)
  // The bytes of a point hold those of its first coordinate: nothing else tells a double exactly on both MySQL and MariaDB.
  if (type === 'float') return `COALESCE(SUBSTR(HEX(ST_AsWKB(POINT(${name} + 0e0, 0))), 11, 16), '~')`
  if (type !== 'text') return `COALESCE(${name}, '~')`
  const text = `CONVERT(${name} USING utf8mb4)`
  return `COALESCE(CONCAT(LENGTH(${text}), ':', ${text}), '~')`
}
