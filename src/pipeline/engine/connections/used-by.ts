import type { DatasetSpec } from '../../contract'
import type { DatasetEntry } from '../dataset-files'

/** Datasets that collect by a connection, read a bucket by it, or deliver to it. */
export const usersOf = (connection: string, datasets: readonly DatasetEntry[]): string[] =>
  datasets.flatMap((entry) => ('spec' in entry && connectionsOf(entry.spec).includes(connection) ? [entry.name] : []))

function connectionsOf({ collect, source, deliver }: DatasetSpec): (string | undefined)[] {
  return [collect?.connection, source?.connection, ...(deliver ?? []).map(({ connection }) => connection)]
}
