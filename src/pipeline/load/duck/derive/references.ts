import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { throwIfAborted } from '../../../lib/abort'
import type { SqlReferences, WorkContext } from '../../worker-api'
import { inspectSelect } from './inspect-sql'
import { parseSelect } from './parse-sql'
import { RefusedFunctions } from './refused-functions'
import type { Row } from '../row'

/** A DuckDB that only parses: it holds nothing and may open nothing. */
export class SqlGate {
  private refused: Promise<RefusedFunctions> | undefined

  private constructor(private readonly connection: DuckDBConnection) {}

  static async open(): Promise<SqlGate> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: '1',
      enable_external_access: 'false',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false'
    })
    const connection = await instance.connect()
    await connection.run('SET lock_configuration = true')
    return new SqlGate(connection)
  }

  /** What a SQL text reads. Errors: `sql.invalid`, `sql.multiple`, `sql.not_select`, `sql.function`, `sql.outside_lake`; nothing is run. */
  async references(sql: string, { signal }: Pick<WorkContext, 'signal'>): Promise<SqlReferences> {
    throwIfAborted(signal)
    const rows = async (query: string): Promise<Row[]> => (await this.connection.runAndReadAll(query)).getRowObjectsJS()
    this.refused ??= RefusedFunctions.of(rows)
    const statement = await parseSelect(sql, rows)
    return { tables: inspectSelect(sql, statement, await this.refused) }
  }
}
