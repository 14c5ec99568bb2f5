import type { CheckSpec } from '../../../contract'
import type { TableSchema } from '../../../lake/types'
import { duckType } from '../column-types'
import type { Session } from '../session'
import { literals } from '../sql'
import type { Batch } from './measure-batch'

/** Columns and types as they stand in the files of each group, told from the footers: a JSON text of [name, type] by name. */
export async function measureColumns(
  lane: Session,
  { request, groups, found }: Batch,
  check: Extract<CheckSpec, { kind: 'schema' }>
): Promise<void> {
  for (const [index, { files }] of groups.entries()) {
    const at = found[index]?.get(check.id)
    if (at === undefined) continue
    at.figures['columns'] = files.length === 0 ? null : JSON.stringify(await columnsOf(lane, request.schema, files))
  }
}

async function columnsOf(lane: Session, { columns }: TableSchema, files: readonly string[]): Promise<[string, string][]> {
  const stored = await lane.columns(`read_parquet(${literals(files)}, hive_partitioning = false, union_by_name = true)`)
  const byPhysical = new Map(columns.map((column) => [column.physical, column]))
  return stored
    .map(({ name, type }): [string, string] => {
      const column = byPhysical.get(name)
      return [column?.name ?? name, column !== undefined && duckType(column.type) === type ? column.type : type]
    })
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
