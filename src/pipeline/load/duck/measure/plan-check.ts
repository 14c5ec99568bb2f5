import type { CheckSpec } from '../../../contract'
import type { TableColumn, TableSchema } from '../../../lake/types'
import { shapeOf } from '../column-types'
import { ident, literal } from '../sql'
import { shownType } from './measured-rows'

/** How one check is measured, as SQL over the shown columns of a row. */
export interface CheckPlan {
  check: CheckSpec
  /** It cannot be measured: what is missing, as figures. */
  problem?: Record<string, string>
  /** True for a row that fails. */
  failing?: string
  /** Figures by name: aggregates that give text. */
  figures: Record<string, string>
}

/** A check of which a column is gone, or of another kind, is measured as that. */
export function planCheck(check: CheckSpec, schema: TableSchema): CheckPlan {
  const byName = new Map(schema.columns.map((column) => [column.name, column]))
  const missing = columnsOf(check).filter((name) => !byName.has(name))
  if (missing.length > 0) return { check, problem: { missing: missing.join(', ') }, figures: {} }
  const column = (name: string): TableColumn => byName.get(name) ?? { name, physical: name, type: 'text', nullable: true }
  switch (check.kind) {
    case 'freshness':
      return freshness(check, column(check.column))
    case 'nulls':
      return { check, failing: `${ident(check.column)} IS NULL`, figures: {} }
    case 'range':
      return range(check, column(check.column))
    case 'values':
      return { check, failing: notAmong(check.values, column(check.column)), figures: {} }
    case 'rule':
      return { check, failing: untrue(check.sql), figures: {} }
    case 'ratio':
      return ratio(check, [column(check.left), column(check.right)])
    case 'reconcile':
      return { check, figures: { left: `CAST((\n${check.measure}\n) AS VARCHAR)` } }
    case 'rows':
    case 'unique':
    case 'reference':
    case 'schema':
      return { check, figures: {} }
  }
}

/** Columns of the judged dataset that a check names; those in SQL are found when it is bound. */
function columnsOf(check: CheckSpec): string[] {
  switch (check.kind) {
    case 'freshness':
    case 'nulls':
    case 'range':
    case 'values':
    case 'reference':
      return [check.column]
    case 'ratio':
      return [check.left, check.right]
    case 'unique':
      return check.columns ?? []
    case 'rows':
    case 'rule':
    case 'reconcile':
    case 'schema':
      return []
  }
}

const timely = new Set(['date', 'datetime', 'timestamp'])

function freshness(check: CheckSpec, column: TableColumn): CheckPlan {
  const { kind } = shapeOf(column.type)
  if (!timely.has(kind)) return { check, problem: { untimely: column.name, type: column.type }, figures: {} }
  const newest = `max(${ident(column.name)})`
  const instant = kind === 'date' ? `CAST(${newest} AS TIMESTAMP)` : newest
  const figures = { newest: `CAST(${newest} AS VARCHAR)`, at: `CAST(epoch_ms(${instant}) AS VARCHAR)`, kind: literal(kind) }
  return { check, figures }
}

function range(check: Extract<CheckSpec, { kind: 'range' }>, column: TableColumn): CheckPlan {
  const name = ident(column.name)
  const bound = (text: string): string => `CAST(${literal(text)} AS ${shownType(column)})`
  const below = check.min === undefined ? [] : [`${name} < ${bound(check.min)}`]
  const above = check.max === undefined ? [] : [`${name} > ${bound(check.max)}`]
  const figures = { least: `CAST(min(${name}) AS VARCHAR)`, greatest: `CAST(max(${name}) AS VARCHAR)` }
  return { check, failing: [...below, ...above, 'false'].join(' OR '), figures }
}

/** Nothing is no value: it is what `nulls` judges. */
function notAmong(values: readonly string[], column: TableColumn): string {
  const typed = values.map((value) => `CAST(${literal(value)} AS ${shownType(column)})`)
  return `${ident(column.name)} NOT IN (${typed.join(', ')})`
}

/** A row of which it cannot be said fails as well. */
export const untrue = (sql: string): string => `TRY((\n${sql}\n)) IS NOT TRUE`

const numeric = new Set(['integer', 'decimal', 'float'])

function ratio(check: Extract<CheckSpec, { kind: 'ratio' }>, columns: readonly TableColumn[]): CheckPlan {
  const other = columns.find(({ type }) => !numeric.has(shapeOf(type).kind))
  if (other !== undefined) return { check, problem: { unnumeric: other.name, type: other.type }, figures: {} }
  const value = ratioOf(check)
  const figures = {
    median: `CAST(median(${value}) AS VARCHAR)`,
    least: `CAST(min(${value}) AS VARCHAR)`,
    greatest: `CAST(max(${value}) AS VARCHAR)`,
    zeros: `CAST(count(*) FILTER (${ident(check.right)} = 0) AS VARCHAR)`
  }
  return { check, figures }
}

/** NULL where one of the two is, or the right one is 0. */
export const ratioOf = ({ left, right }: Pick<Extract<CheckSpec, { kind: 'ratio' }>, 'left' | 'right'>): string =>
  `CAST(${ident(left)} AS DOUBLE) / nullif(CAST(${ident(right)} AS DOUBLE), 0)`
