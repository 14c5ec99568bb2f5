import type { TableColumn } from '../../lake/types'
import { shapeOf } from './column-types'
import { ident } from './sql'

/** Text that a spreadsheet would take for a formula: after blanks or a BOM one of these. */
const FORMULA = String.raw`^[\s\x{FEFF}]*[=+\-@＝＋－＠]|^[\t\r\n]`
const NEEDS_QUOTES = String.raw`[",\r\n]|^\s|\s$|^$`

/**
 * One SQL text per row: a line of CSV (RFC 4180, without its end). Numbers are as they are; text that could be a formula gets `'` in front;
 * columns of `formulas` (codes) are written as `="005930"`, which a spreadsheet keeps as text.
 */
export function csvLine(columns: readonly TableColumn[], formulas: ReadonlySet<string>): string {
  const cells = columns.map((column) => `coalesce(${cellSql(column, formulas.has(column.physical))}, '')`)
  return cells.join(` || ',' || `)
}

/** The line of the columns' names as they are shown. */
export const csvHeader = (columns: readonly TableColumn[]): string => columns.map(({ name }) => quoted(guarded(name))).join(',')

const guarded = (name: string): string => (/^[\s\uFEFF]*[=+\-@＝＋－＠]/u.test(name) ? `'${name}` : name)
const quoted = (name: string): string => (/[",\r\n]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)

function cellSql(column: TableColumn, formula: boolean): string {
  const name = ident(column.physical)
  if (shapeOf(column.type).kind !== 'text') return plainText(column)
  if (formula) return `'"=""' || replace(${name}, '"', '""""') || '"""'`
  const safe = `CASE WHEN regexp_matches(${name}, '${FORMULA}') THEN '''' || ${name} ELSE ${name} END`
  const cell = `(${safe})`
  return `CASE WHEN regexp_matches(${name}, '${NEEDS_QUOTES}') THEN '"' || replace(${cell}, '"', '""') || '"' ELSE ${cell} END`
}

/** Dates and times as ISO 8601 has them: instants in UTC with Z, wall clocks and dates without zone. */
function plainText({ physical, type }: TableColumn): string {
  const name = ident(physical)
  switch (shapeOf(type).kind) {
    case 'datetime':
      return `strftime(${name}, '%Y-%m-%d %H:%M:%S.%f')`
    case 'timestamp':
      return `strftime(make_timestamp(epoch_us(${name})), '%Y-%m-%dT%H:%M:%S.%fZ')`
    case 'time':
      return `strftime(make_timestamp(${name}), '%H:%M:%S.%f')`
    default:
      return `CAST(${name} AS VARCHAR)`
  }
}
