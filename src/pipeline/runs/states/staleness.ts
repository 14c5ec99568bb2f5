import type { StaleInput } from '../../contract'
import type { MadeFrom } from '../../lake/types'
import type { DatasetFacts, PartitionFacts, World } from '../types'
import { inputPartitions } from './inputs'

type Seen = readonly MadeFrom[]

/** Up to so many entries are looked through one by one; of more a table is made first. */
const FEW = 8

/**
 * Why each partition of a derived dataset is stale: its query is another one, or an input's partition came, changed or went after it was
 * made. Partitions that are not stale, and those of which nobody recorded what they were made from, are left out.
 */
export function staleness(facts: DatasetFacts, { graph, facts: all }: Pick<World, 'graph' | 'facts'>): Map<string, StaleInput[]> {
  const found = new Map<string, StaleInput[]>()
  const edges = (graph.inputs.get(facts.spec.name) ?? []).flatMap((edge) => {
    const input = all.get(edge.dataset)
    return input === undefined ? [] : [{ edge, input }]
  })
  for (const partition of facts.partitions.values()) {
    const reasons: StaleInput[] = []
    if (isQueryChanged(facts, partition)) {
      reasons.push({ what: 'query', dataset: facts.spec.name, dt: partition.dt, seen: null, now: null })
    }
    if (partition.madeFrom !== undefined) {
      for (const { edge, input } of edges) {
        const seen = partition.madeFrom.filter(({ dataset }) => dataset === edge.dataset)
        addChanges(reasons, seen, inputPartitions(edge, facts.spec, partition.dt, input), input)
      }
    }
    if (reasons.length > 0) found.set(partition.dt, reasons)
  }
  return found
}

const isQueryChanged = ({ query }: DatasetFacts, { query: made }: PartitionFacts): boolean =>
  query !== undefined && made !== undefined && query !== made

/** Adds what is different between the partitions that were read of an input and those that would be read now. */
function addChanges(reasons: StaleInput[], seen: Seen, dts: readonly string[], { spec, partitions }: DatasetFacts): void {
  const seenOf = finder(seen)
  let known = 0
  for (const dt of dts) {
    const [before, now] = [seenOf(dt), partitions.get(dt)]
    if (before !== undefined) known += 1
    if (now === undefined || isSame(before, now)) continue
    reasons.push({ what: 'input', dataset: spec.name, dt, seen: before?.version ?? null, now: now.version })
  }
  if (known === seen.length) return
  const read = new Set(dts)
  for (const { dt, version } of seen) {
    if (!read.has(dt)) reasons.push({ what: 'input', dataset: spec.name, dt, seen: version, now: null })
  }
}

function finder(seen: Seen): (dt: string) => MadeFrom | undefined {
  if (seen.length <= FEW) return (dt) => seen.find((entry) => entry.dt === dt)
  const byDt = new Map(seen.map((entry) => [entry.dt, entry]))
  return (dt) => byDt.get(dt)
}

/** By digest where both have one of the same algorithm: a partition that was written again with the same rows is the same. */
function isSame(before: MadeFrom | undefined, now: PartitionFacts): boolean {
  if (before === undefined) return false
  if (before.version === now.version) return true
  const comparable = before.digest !== undefined && now.digest !== undefined && algorithm(before.digest) === algorithm(now.digest)
  return comparable && before.digest === now.digest
}

const algorithm = (digest: string): string => digest.slice(0, digest.indexOf(':'))
