import type { DatasetSpec, ErrorData } from '../../contract'
import { buildGraph } from '../graph'
import type { DatasetFacts, PartitionFacts, World } from '../types'

export const error = (code: ErrorData['code']): ErrorData => ({ code, message: `It was ${code}.`, retriable: false })

export const partition = (dt: string, change: Partial<PartitionFacts> = {}): PartitionFacts => ({
  ...{ dt, rows: 10, bytes: 100, files: 1, version: 1, writtenAt: 0, quarantined: 0, digest: `d1:${dt.replaceAll('-', '')}` },
  ...{ schemaId: undefined, intervals: undefined, madeFrom: undefined, query: undefined },
  ...change
})

export const partitions = (dts: readonly string[], change: Partial<PartitionFacts> = {}): ReadonlyMap<string, PartitionFacts> =>
  new Map(dts.map((dt) => [dt, partition(dt, change)]))

/** A dataset at version 1 of which nothing else is known; its source cannot be listed. */
export const factsOf = (spec: DatasetSpec, change: Partial<DatasetFacts> = {}): DatasetFacts => ({
  ...{ spec, calendar: undefined, version: 1, partitions: new Map(), emptyIntervals: new Map(), running: new Map() },
  ...{ troubles: new Map(), source: spec.derive === undefined ? null : undefined, earlier: [], query: undefined },
  ...change
})

/** `tables`: what the SQL of each derived dataset reads. */
export function worldOf(facts: readonly DatasetFacts[], tables: Record<string, string[]>, change: Partial<World> = {}): World {
  const references = new Map(Object.entries(tables).map(([name, names]) => [name, { tables: names }]))
  return {
    graph: buildGraph(
      facts.map(({ spec }) => spec),
      references
    ),
    facts: new Map(facts.map((one) => [one.spec.name, one])),
    active: new Map(),
    now: Date.parse('2023-09-15T03:00:00Z'),
    ...change
  }
}
