import type { DatasetSpec } from '../../contract'
import type { TableSchema } from '../../lake/types'
import type { Services } from '../services'
import { othersOf } from './others'

/** Parses and binds the SQL of a dataset's checks before its file is kept. `sql.*` names the check; nothing is read. */
export async function requireChecks(services: Services, spec: DatasetSpec): Promise<void> {
  const checks = (spec.checks ?? []).filter(({ kind }) => kind === 'rule' || kind === 'reconcile')
  if (checks.length === 0) return
  const context = { signal: new AbortController().signal, progress: () => undefined }
  const schema = await schemaOf(services, spec)
  const others = await othersOf(services, checks, [])
  const asked = { schema, key: [], zone: spec.zone, checks, others, groups: [], sampleSize: 0 }
  if (schema.columns.length > 0) await services.pool.read.measure(asked, context)
}

/** Columns as they are declared; those of a query as the table has them, none before its first run. */
async function schemaOf({ table }: Services, { name, columns, derive }: DatasetSpec): Promise<TableSchema> {
  const snapshot = derive === undefined ? undefined : await table(name).snapshot()
  if (snapshot !== undefined) return snapshot.schema
  return {
    partitioned: true,
    columns:
      derive === undefined
        ? columns.map((column) => ({ name: column.name, physical: column.name, type: column.type, nullable: true }))
        : []
  }
}
