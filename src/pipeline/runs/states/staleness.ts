import type { StaleInput } from '../../contract'
import type { DatasetFacts, InputEdge, PartitionFacts, World } from '../types'
import { inputPartitions } from './inputs'

type Seen = ReadonlyMap<string, { version: number; digest: string | undefined }>

/**
 * Why each partition of a derived dataset is stale: its query is another one, or an input's partition came, changed or went after it was
 * made. Partitions that are not stale, and those of which nobody recorded what they were made from, are left out.
 */
export function staleness(facts: DatasetFacts, { graph, facts: all }: Pick<World, 'graph' | 'facts'>): Map<string, StaleInput[]> {
  const found = new Map<string, StaleInput[]>()
  const edges = graph.inputs.get(facts.spec.name) ?? []
  for (const partition of facts.partitions.values()) {
    const reasons = [...changedQuery(facts, partition), ...changedInputs(facts, partition, edges, all)]
    if (reasons.length > 0) found.set(partition.dt, reasons)
  }
  return found
}

function changedQuery({ spec, query }: DatasetFacts, { dt, query: made }: PartitionFacts): StaleInput[] {
  if (query === undefined || made === undefined || query === made) return []
  return [{ what: 'query', dataset: spec.name, dt, seen: null, now: null }]
}

function changedInputs(
  { spec }: DatasetFacts,
  { dt, madeFrom }: PartitionFacts,
  edges: readonly InputEdge[],
  all: ReadonlyMap<string, DatasetFacts>
): StaleInput[] {
  if (madeFrom === undefined) return []
  return edges.flatMap((edge) => {
    const input = all.get(edge.dataset)
    if (input === undefined) return []
    const seen: Seen = new Map(madeFrom.filter(({ dataset }) => dataset === edge.dataset).map((entry) => [entry.dt, entry]))
    return differences(edge.dataset, seen, inputPartitions(edge, spec, dt, input), input)
  })
}

function differences(dataset: string, seen: Seen, dts: readonly string[], input: DatasetFacts): StaleInput[] {
  const reasons: StaleInput[] = []
  for (const dt of dts) {
    const [before, now] = [seen.get(dt), input.partitions.get(dt)]
    if (now !== undefined && !same(before, now)) {
      reasons.push({ what: 'input', dataset, dt, seen: before?.version ?? null, now: now.version })
    }
  }
  const read = new Set(dts)
  for (const [dt, { version }] of seen) {
    if (!read.has(dt)) reasons.push({ what: 'input', dataset, dt, seen: version, now: null })
  }
  return reasons
}

/** By digest where both have one of the same algorithm: a partition that was written again with the same rows is the same. */
function same(before: { version: number; digest: string | undefined } | undefined, now: PartitionFacts): boolean {
  if (before === undefined) return false
  if (before.version === now.version) return true
  const comparable = before.digest !== undefined && now.digest !== undefined && algorithm(before.digest) === algorithm(now.digest)
  return comparable && before.digest === now.digest
}

const algorithm = (digest: string): string => digest.slice(0, digest.indexOf(':'))
