import { AppError } from '../../../lib/errors'
import type { SqlNode } from './parse-sql'
import { isKeywordFunction, tableFunctions, type RefusedFunctions } from './refused-functions'
import { placeOfByte, placeText } from './sql-place'

/** A table as the text names it. */
interface NamedTable {
  name: string
  at: number
}

/**
 * Goes through the whole tree of a SELECT: every table that is no CTE in its place, each once, in order of appearance. Refuses what could
 * read anything else, or give something else at the next run: `sql.function`, `sql.outside_lake`, `sql.not_select`, `sql.invalid`.
 */
export function inspectSelect(sql: string, statement: SqlNode, refused: RefusedFunctions): string[] {
  const found: NamedTable[] = []
  new Inspection(sql, refused, found).walk(statement, new Set())
  return [...new Set(found.toSorted((a, b) => a.at - b.at).map(({ name }) => name))]
}

class Inspection {
  constructor(
    private readonly sql: string,
    private readonly refused: RefusedFunctions,
    private readonly found: NamedTable[]
  ) {}

  /** `scope`: names of the CTEs that can be seen here, in lower case. */
  walk(value: unknown, scope: ReadonlySet<string>): void {
    if (Array.isArray(value)) for (const item of value) this.walk(item, scope)
    else if (isNode(value)) this.node(value, scope)
  }

  private node(node: SqlNode, scope: ReadonlySet<string>): void {
    this.inspect(node, scope)
    const inner = this.ctes(node['cte_map'], scope)
    for (const [key, value] of Object.entries(node)) if (key !== 'cte_map') this.walk(value, inner)
  }

  /** Each CTE sees those before it, and itself only where it is recursive. */
  private ctes(map: unknown, scope: ReadonlySet<string>): ReadonlySet<string> {
    const entries = isNode(map) && Array.isArray(map['map']) ? map['map'].filter(isNode) : []
    let inner = scope
    for (const { key, value } of entries) {
      const named = new Set([...inner, text(key).toLowerCase()])
      this.walk(value, isRecursive(value) ? named : inner)
      inner = named
    }
    return inner
  }

  private inspect(node: SqlNode, scope: ReadonlySet<string>): void {
    const { type } = node
    if (type === 'BASE_TABLE') this.table(node, scope)
    else if (type === 'TABLE_FUNCTION') this.tableFunction(node)
    else if (type === 'SHOW_REF') throw this.refuse('sql.not_select', node, text(node['show_type']) || 'SHOW')
    else if (type === 'COLUMN_REF') this.column(node)
    else if (node['class'] === 'PARAMETER') throw this.refuse('sql.invalid', node, 'a parameter')
    if (typeof node['function_name'] === 'string' && type !== 'TABLE_FUNCTION') this.scalar(node, node['function_name'])
    if (isNode(node['sample'])) throw this.refuse('sql.function', node, 'USING SAMPLE')
    if (isNode(node['at_clause'])) throw this.refuse('sql.outside_lake', node, 'AT')
  }

  private table(node: SqlNode, scope: ReadonlySet<string>): void {
    const name = text(node['table_name'])
    const path = [node['catalog_name'], node['schema_name']].map(text).filter((part) => part !== '')
    if (path.length > 0) throw this.refuse('sql.outside_lake', node, [...path, name].join('.'))
    if (!scope.has(name.toLowerCase())) this.found.push({ name, at: positionOf(node) })
  }

  private tableFunction(node: SqlNode): void {
    const call = node['function']
    const name = isNode(call) ? text(call['function_name']) : ''
    if (!tableFunctions.has(name.toLowerCase())) throw this.refuse('sql.function', node, name)
  }

  private scalar(node: SqlNode, name: string): void {
    const count = Array.isArray(node['children']) ? node['children'].length : 0
    if (this.refused.refuses(name, count)) throw this.refuse('sql.function', node, name)
  }

  private column(node: SqlNode): void {
    const names: unknown[] = Array.isArray(node['column_names']) ? node['column_names'] : []
    const [name] = names
    if (names.length === 1 && typeof name === 'string' && isKeywordFunction(name)) throw this.refuse('sql.function', node, name)
  }

  private refuse(code: keyof typeof hints, node: SqlNode, construct: string): AppError {
    const place = placeOfByte(this.sql, positionOf(node))
    return new AppError(code, `${construct} is not allowed${placeText(place)}.`, {
      hint: hints[code],
      details: { construct, ...place }
    })
  }
}

const hints = {
  'sql.function':
    'A partition must come out the same whenever it is made, from datasets alone: leave out clocks, chance, settings and files.',
  'sql.outside_lake': 'Name datasets as they are called, without a schema before them (in double quotes where needed).',
  'sql.not_select': 'Write one SELECT over datasets.',
  'sql.invalid': 'Write the value itself.'
} as const

const isNode = (value: unknown): value is SqlNode => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const positionOf = (node: SqlNode): number => (typeof node['query_location'] === 'number' ? node['query_location'] : -1)

function isRecursive(cte: unknown): boolean {
  const query = isNode(cte) ? cte['query'] : undefined
  const node = isNode(query) ? query['node'] : undefined
  return isNode(node) && node['type'] === 'RECURSIVE_CTE_NODE'
}
