import type { DatasetSpec, ErrorData } from '../../contract'
import { toErrorData } from '../../lib/errors'
import { queryHash } from '../../load/query-hash'
import type { SqlReferences } from '../../load/worker-api'
import type { WorkerPool } from '../ports'

/** What the SQL of each derived dataset reads; parsed once for each text. */
export class ReferenceCache {
  private readonly found = new Map<string, SqlReferences | ErrorData>()

  constructor(private readonly pool: WorkerPool) {}

  async of(specs: readonly DatasetSpec[]): Promise<Map<string, SqlReferences | ErrorData>> {
    const entries = specs.flatMap(({ name, derive }) => (derive === undefined ? [] : [{ name, sql: derive.sql }]))
    return new Map(await Promise.all(entries.map(async ({ name, sql }) => [name, await this.parse(sql)] as const)))
  }

  private async parse(sql: string): Promise<SqlReferences | ErrorData> {
    const key = queryHash(sql)
    const known = this.found.get(key)
    if (known !== undefined) return known
    const context = { signal: new AbortController().signal, progress: () => undefined }
    try {
      const references = await this.pool.read.references(sql, context)
      this.found.set(key, references)
      return references
    } catch (thrown) {
      const error = toErrorData(thrown)
      // An error of the text stays; one of the worker is asked again next time.
      if (error.code.startsWith('sql.')) this.found.set(key, error)
      return error
    }
  }
}
