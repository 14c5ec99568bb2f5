import { INTERVAL_MARKER } from '../../contract'
import { partitionsOf, type PartitionContent } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import { omit } from '../../lib/omit'
import type { PartitionFacts } from '../types'

const known = new WeakMap<Snapshot, ReadonlyMap<string, PartitionFacts>>()

/** Partitions of a snapshot, ascending; made once for each snapshot. */
export function partitionFacts(snapshot: Snapshot | undefined): ReadonlyMap<string, PartitionFacts> {
  if (snapshot === undefined) return new Map()
  const made = known.get(snapshot) ?? make(snapshot)
  known.set(snapshot, made)
  return made
}

function make(snapshot: Snapshot): Map<string, PartitionFacts> {
  return new Map([...partitionsOf(snapshot)].map(([dt, content]) => [dt, factsOf(content)]))
}

const ofContents = new WeakMap<PartitionContent, PartitionFacts>()

function factsOf(content: PartitionContent): PartitionFacts {
  const made = ofContents.get(content) ?? omit(content, 'inputs')
  ofContents.set(content, made)
  return made
}

/** Intervals that were loaded and held nothing: id → ms of the commit. A marker of 0 was taken back by an undo. */
export function emptyIntervals(snapshot: Snapshot | undefined): Map<string, number> {
  const found = new Map<string, number>()
  for (const [key, at] of snapshot?.txns ?? [])
    if (at !== 0 && key.startsWith(INTERVAL_MARKER)) found.set(key.slice(INTERVAL_MARKER.length), at)
  return found
}
