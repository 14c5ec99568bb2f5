import type { DatasetSpec } from '../../contract'
import { physicalNames } from '../../lake/names'
import type { TableColumn, TableSchema } from '../../lake/types'
import { AppError } from '../../lib/errors'
import type { CurrentTable } from '../worker-api'

/**
 * The table's columns after the load. Columns may be added; where files with the earlier columns stay in the table, a column
 * that was dropped or changed its type, or a new one that may not be null, is refused (`schema.breaking`).
 */
export function targetSchema(spec: DatasetSpec, current: CurrentTable | undefined, replacesAll: boolean): TableSchema {
  const existing = current?.schema.columns ?? []
  const names = physicalNames(
    spec.columns.map(({ name }) => name),
    existing
  )
  const columns = spec.columns.map(({ name, type, nullable, unit, description }, index): TableColumn => ({
    name,
    physical: names[index] ?? name,
    type,
    nullable,
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description })
  }))
  const schema = { columns, partitioned: spec.partition !== undefined }
  if (current !== undefined && !replacesAll) refuseBreaking(spec, current, schema)
  return schema
}

function refuseBreaking(spec: DatasetSpec, current: CurrentTable, next: TableSchema): void {
  const before = new Map(current.schema.columns.map((column) => [column.name, column]))
  const after = new Map(next.columns.map((column) => [column.name, column]))
  const removed = [...before.keys()].filter((name) => !after.has(name))
  const changed = next.columns.flatMap(({ name, type }) => {
    const was = before.get(name)?.type
    return was === undefined || was === type ? [] : [{ name, from: was, to: type }]
  })
  const holdsRows = current.partitions.some(({ rows }) => rows > 0)
  const required = holdsRows
    ? next.columns.filter(({ name, nullable }) => !nullable && !before.has(name)).map(({ name }) => name)
    : []
  const layout = before.size > 0 && current.schema.partitioned !== next.partitioned
  if (removed.length + changed.length + required.length === 0 && !layout) return
  const parts = [
    ...removed.map((name) => `"${name}" is gone`),
    ...changed.map(({ name, from, to }) => `"${name}" was ${from} and is ${to}`),
    ...required.map((name) => `"${name}" is new and may not be null`),
    ...(layout ? ['the division into partitions changed'] : [])
  ]
  throw new AppError('schema.breaking', `The columns of ${spec.name} no longer fit the table: ${parts.join('; ')}.`, {
    hint: 'Load everything in mode full (without --from and --to) to replace the table, or keep the earlier columns and types.',
    details: { removed, changed, required, partitionsChanged: layout }
  })
}
