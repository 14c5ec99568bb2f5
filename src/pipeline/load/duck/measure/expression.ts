import { AppError } from '../../../lib/errors'
import { inspectSelect } from '../derive/inspect-sql'
import { parseSelect, type SqlNode } from '../derive/parse-sql'
import { RefusedFunctions } from '../derive/refused-functions'
import type { Row } from '../row'

/** The table that an expression stands over while it is looked at. */
const OVER = 'rows'

/**
 * Refuses what is more than one expression over the columns of one table, or could read anything else, or give something else at the next
 * run: subqueries, table functions, windows, settings, clocks. Only parsed; no function runs. `sql.invalid`, `sql.multiple`, `sql.not_select`,
 * `sql.function`, `sql.outside_lake`.
 */
export async function requireExpression(sql: string, query: (sql: string) => Promise<Row[]>): Promise<void> {
  const refused = await RefusedFunctions.of(query)
  // Once bare and once in brackets: a text that closes ours, or says more than an expression, is no expression in one of the two.
  for (const text of [`SELECT\n${sql}\nFROM ${OVER}`, `SELECT (\n${sql}\n) FROM ${OVER}`]) {
    const statement = await parseSelect(text, query)
    inspectSelect(text, statement, refused)
    requireOne(sql, statement)
  }
}

function requireOne(sql: string, statement: SqlNode): void {
  const node = statement['node']
  if (!isNode(node) || node['type'] !== 'SELECT_NODE') throw notOne(sql, 'another statement')
  const list: unknown[] = Array.isArray(node['select_list']) ? node['select_list'] : []
  const [only] = list
  if (list.length !== 1 || !isNode(only)) throw notOne(sql, `${list.length} columns`)
  if (typeof only['alias'] === 'string' && only['alias'] !== '') throw notOne(sql, `AS ${only['alias']}`)
  const from = node['from_table']
  const plain = isNode(from) && from['type'] === 'BASE_TABLE' && from['table_name'] === OVER
  const modifiers: unknown[] = Array.isArray(node['modifiers']) ? node['modifiers'] : []
  if (!plain || modifiers.length > 0 || clauses.some((clause) => holds(node[clause]))) throw notOne(sql, 'a clause')
  requireSimple(sql, only)
}

const clauses = ['where_clause', 'group_expressions', 'having', 'qualify', 'sample'] as const
const holds = (clause: unknown): boolean => (Array.isArray(clause) ? clause.length > 0 : isNode(clause))

/** Neither a query inside nor a look at other rows. */
function requireSimple(sql: string, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) requireSimple(sql, item)
  if (!isNode(value)) return
  const words = more[String(value['class'])]
  if (words !== undefined) throw notOne(sql, words)
  for (const child of Object.values(value)) requireSimple(sql, child)
}

const more: Readonly<Record<string, string>> = { SUBQUERY: 'a subquery', WINDOW: 'a window function', STAR: '*' }

const isNode = (value: unknown): value is SqlNode => typeof value === 'object' && value !== null && !Array.isArray(value)

const notOne = (sql: string, construct: string): AppError =>
  new AppError('sql.invalid', `A check takes one expression over the columns of a row, without ${construct}: ${sql}`, {
    hint: 'Write a condition such as "low <= high", or an aggregate such as sum(amount); write names with other letters in double quotes.',
    details: { construct }
  })
