import type { DatasetSpec } from '../../contract'
import type { ObjectStore } from '../../lake/object-store'
import type { Snapshot, TableFile } from '../../lake/types'
import type { CurrentTable } from '../../load/worker-api'
import { distinctInputs } from './run-book'

/** Files of each partition, in path order. */
export function filesByPartition(snapshot: Snapshot): Map<string, TableFile[]> {
  const groups = new Map<string, TableFile[]>()
  for (const file of snapshot.files.values()) {
    const group = groups.get(file.dt)
    if (group === undefined) groups.set(file.dt, [file])
    else group.push(file)
  }
  for (const group of groups.values()) group.sort((a, b) => (a.path < b.path ? -1 : 1))
  return groups
}

/** Paths by which a worker can read the files of a table. */
export function localPaths(store: ObjectStore, table: string, files: readonly TableFile[]): Promise<string[]> {
  return Promise.all(files.map((file) => store.localPath(`${table}/${file.path}`)))
}

/** The table as a worker needs to see it: absolute paths. A full load needs no file, so none is fetched for it. */
export async function currentTable(
  store: ObjectStore,
  spec: DatasetSpec,
  snapshot: Snapshot | undefined
): Promise<CurrentTable | undefined> {
  if (snapshot === undefined) return undefined
  const partitions = [...filesByPartition(snapshot)].map(async ([dt, files]) => ({
    dt,
    rows: files.reduce((sum, file) => sum + file.rows, 0),
    digest: partitionDigest(files),
    files: await localPaths(store, spec.name, files),
    inputs: distinctInputs(files.flatMap((file) => file.inputs))
  }))
  return { schema: snapshot.schema, schemaId: snapshot.schemaId, partitions: await Promise.all(partitions) }
}

/** The digest of a partition that one run wrote as one file. */
export function partitionDigest(files: readonly TableFile[]): string | undefined {
  const [first] = files
  return files.length === 1 ? first?.digest : undefined
}
