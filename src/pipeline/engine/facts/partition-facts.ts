import { INTERVAL_MARKER } from '../../contract'
import { filesByPartition, contentOf } from '../../lake/partitions'
import type { Snapshot, TableFile } from '../../lake/types'
import { omit } from '../../lib/omit'
import type { PartitionFacts } from '../../runs/types'

const known = new WeakMap<Snapshot, ReadonlyMap<string, PartitionFacts>>()

/** Partitions of a snapshot, ascending; made once for each snapshot. */
export function partitionFacts(snapshot: Snapshot | undefined): ReadonlyMap<string, PartitionFacts> {
  if (snapshot === undefined) return new Map()
  const made = known.get(snapshot) ?? make(snapshot)
  known.set(snapshot, made)
  return made
}

function make(snapshot: Snapshot): Map<string, PartitionFacts> {
  const groups = [...filesByPartition(snapshot.files.values())].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(groups.map(([dt, files]) => [dt, factsOf(dt, files, snapshot.changedIn.get(dt) ?? snapshot.version)]))
}

/** What is said of the whole partition stands on each of its files. */
function factsOf(dt: string, files: readonly TableFile[], version: number): PartitionFacts {
  const content = omit(contentOf(dt, files, version), 'inputs')
  const [first] = files
  return { ...content, intervals: first?.intervals, madeFrom: first?.madeFrom, query: first?.query }
}

/** Intervals that were loaded and held nothing: id → ms of the commit. */
export function emptyIntervals(snapshot: Snapshot | undefined): Map<string, number> {
  const found = new Map<string, number>()
  for (const [key, at] of snapshot?.txns ?? [])
    if (key.startsWith(INTERVAL_MARKER)) found.set(key.slice(INTERVAL_MARKER.length), at)
  return found
}
