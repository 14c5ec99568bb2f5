import type { TableColumn } from '../../lake/types'
import { shapeOf } from './column-types'
import { ident } from './sql'

/**
 * A column's value as a text that both DuckDB and a MySQL server can make, null for NULL: integers in digits, decimals with all their places,
 * booleans as 1 or 0, dates and times as `YYYY-MM-DD HH:MM:SS.ffffff` (instants in UTC), text as it is.
 */
function plainText({ physical, type }: TableColumn): string {
  const name = ident(physical)
  const { kind, precision, scale } = shapeOf(type)
  switch (kind) {
    case 'boolean':
      return `CAST(CAST(${name} AS INTEGER) AS VARCHAR)`
    case 'decimal':
      return precision === scale ? withZero(`CAST(${name} AS VARCHAR)`) : `CAST(${name} AS VARCHAR)`
    case 'datetime':
      return `strftime(${name}, '%Y-%m-%d %H:%M:%S.%f')`
    case 'timestamp':
      return `strftime(make_timestamp(epoch_us(${name})), '%Y-%m-%d %H:%M:%S.%f')`
    case 'time':
      return `strftime(make_timestamp(${name}), '%H:%M:%S.%f')`
    case 'text':
      return name
    default:
      return `CAST(${name} AS VARCHAR)`
  }
}

/** DuckDB writes a decimal without digits before its point as `.50`. */
const withZero = (text: string): string => `replace(replace(' ' || ${text}, ' .', '0.'), ' -.', '-0.')`

/** A value as SQL of MySQL has it, in sessions in which a backslash escapes nothing. */
export function sqlValue(column: TableColumn): string {
  const text = plainText(column)
  const { kind } = shapeOf(column.type)
  if (kind === 'integer' || kind === 'decimal' || kind === 'boolean') return text
  // With an exponent it is read as the double that it is, without one as a decimal.
  if (kind === 'float') return `CASE WHEN contains(${text}, 'e') THEN ${text} ELSE ${text} || 'e0' END`
  if (kind === 'text') return `'''' || replace(${text}, '''', '''''') || ''''`
  return `'''' || ${text} || ''''`
}

/** A cell of the digest `pd1`: `~` for NULL, `<bytes>:<text>` for text, the 16 hex digits of a double, else the plain text. */
export function digestCell(column: TableColumn): string {
  const { kind } = shapeOf(column.type)
  const name = ident(column.physical)
  const text = kind === 'float' ? doubleHex(name) : plainText(column)
  return kind === 'text' ? `coalesce(strlen(${name}) || ':' || ${name}, '~')` : `coalesce(${text}, '~')`
}

/** The eight bytes of a double as hex digits, lowest byte first; −0.0 as 0.0. */
function doubleHex(name: string): string {
  const hex = `hex(CAST(CAST(${name} + 0 AS BIT) AS BLOB))`
  const pairs = [15, 13, 11, 9, 7, 5, 3, 1].map((at) => `substr(${hex}, ${at}, 2)`)
  return pairs.join(' || ')
}

/** The first 60 bits of the MD5 of a row's cells. */
export const rowBits = (cells: readonly string[]): string => `CAST('0x' || md5(${cells.join(` || ';' || `)})[1:15] AS UBIGINT)`
