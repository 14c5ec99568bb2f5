import { filesByPartition } from '../../lake/partitions'
import type { Snapshot, TableFile } from '../../lake/types'

const groups = new WeakMap<Snapshot, Map<string, TableFile[]>>()

/** Files of one partition in path order; grouped once for each snapshot. */
export function filesOf(snapshot: Snapshot | undefined, dt: string): TableFile[] {
  if (snapshot === undefined) return []
  const known = groups.get(snapshot) ?? filesByPartition(snapshot.files.values())
  groups.set(snapshot, known)
  return known.get(dt) ?? []
}
