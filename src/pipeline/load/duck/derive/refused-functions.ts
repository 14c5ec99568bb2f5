import type { Row } from '../row'
import { textOf } from '../row'

/** Functions that make rows out of their arguments alone. */
export const tableFunctions: ReadonlySet<string> = new Set(['range', 'generate_series', 'unnest'])

/** Scalar functions and macros that show settings, environment or clock, though DuckDB calls them consistent. */
const named = [
  'current_setting',
  'getenv',
  'getvariable',
  'version',
  'ago',
  'user',
  'session_user',
  'current_role',
  'current_localtime',
  'current_localtimestamp',
  'json_execute_serialized_sql',
  'parse_duckdb_log_message',
  'col_description',
  'obj_description',
  'shobj_description',
  'in_search_path'
]
const families = /^(current_|pg_|has_.*_privilege$|inet_|duckdb_|pragma_|read_|txid_)/
const harmless: ReadonlySet<string> = new Set(['error', 'pg_typeof'])

/** Words that stand for a function though they are written like a column. */
const keywords: ReadonlySet<string> = new Set([
  'current_date',
  'current_time',
  'current_timestamp',
  'current_user',
  'current_role',
  'current_catalog',
  'current_schema',
  'localtime',
  'localtimestamp'
])

export const isKeywordFunction = (name: string): boolean => keywords.has(name.toLowerCase())

/** Whether a function could give something else at the next run, or show what is no data: told from DuckDB's own list. */
export class RefusedFunctions {
  private constructor(private readonly names: ReadonlySet<string>) {}

  static async of(rows: (query: string) => Promise<Row[]>): Promise<RefusedFunctions> {
    const unsteady = await rows(
      "SELECT DISTINCT function_name AS name FROM duckdb_functions() WHERE function_type = 'scalar' AND stability <> 'CONSISTENT'"
    )
    return new RefusedFunctions(new Set([...named, ...unsteady.map((row) => textOf(row, 'name'))]))
  }

  /** `age` of one argument counts until today. */
  refuses(name: string, argumentCount: number): boolean {
    const folded = name.toLowerCase()
    if (harmless.has(folded)) return false
    return this.names.has(folded) || families.test(folded) || (folded === 'age' && argumentCount === 1)
  }
}
