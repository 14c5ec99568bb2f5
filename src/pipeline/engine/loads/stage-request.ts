import type { DatasetSpec } from '../../contract'
import type { ObjectStore } from '../../lake/object-store'
import { partitionsOf } from '../../lake/partitions'
import type { Snapshot, TableFile } from '../../lake/types'
import type { CurrentTable } from '../../load/worker-api'
import { filesOf } from '../partitions/files-of'

/** Paths by which a worker can read the files of a table. */
export function localPaths(store: ObjectStore, table: string, files: readonly TableFile[]): Promise<string[]> {
  return Promise.all(files.map((file) => store.localPath(`${table}/${file.path}`)))
}

/** The table as a worker needs to see it, with absolute paths; `only`: of it these partitions. */
export async function currentTable(
  store: ObjectStore,
  spec: DatasetSpec,
  snapshot: Snapshot | undefined,
  only?: readonly string[]
): Promise<CurrentTable | undefined> {
  if (snapshot === undefined) return undefined
  const wanted = only === undefined ? undefined : new Set(only)
  const contents = [...partitionsOf(snapshot).values()].filter(({ dt }) => wanted?.has(dt) !== false)
  const partitions = contents.map(async ({ dt, rows, digest, inputs }) => {
    const files = filesOf(snapshot, dt)
    const damaged = !(await areWhole(store, spec.name, files))
    return { dt, rows, digest, inputs, damaged, files: await localPaths(store, spec.name, files) }
  })
  return { schema: snapshot.schema, schemaId: snapshot.schemaId, partitions: await Promise.all(partitions) }
}

/** Whether all files are there with the sizes that were committed. */
async function areWhole(store: ObjectStore, table: string, files: readonly TableFile[]): Promise<boolean> {
  const heads = await Promise.all(files.map(({ path }) => store.head(`${table}/${path}`)))
  return files.every(({ bytes }, index) => heads[index]?.bytes === bytes)
}
