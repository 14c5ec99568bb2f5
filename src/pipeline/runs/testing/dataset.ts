import { datasetSpec, type DatasetSpec, type DatasetSpecInput } from '../../contract'
import { shippedCalendar, type TradingCalendar } from '../../calendar'
import type { DatasetFacts, FlowGraph, InputEdge, PartitionFacts, World } from '../types'

/** A dataset of prices by date; `change` replaces what a test is about. */
export function makeSpec(change: Partial<DatasetSpecInput> = {}): DatasetSpec {
  return datasetSpec.parse({
    format: 1,
    name: 'prices',
    ...('derive' in change ? {} : { source: { location: 'prices.csv', format: 'csv' } }),
    columns: [
      { name: 'code', source: { header: 'code' }, type: 'text' },
      { name: 'date', source: { header: 'date' }, type: 'date' },
      { name: 'at', source: { header: 'at' }, type: 'timestamp' }
    ],
    ...change
  })
}

/** A calendar that is shipped. */
export function calendarOf(id: string): TradingCalendar {
  const calendar = shippedCalendar(id)
  if (calendar === undefined) throw new Error(`no calendar ${id}`)
  return calendar
}

/** A partition of 100 rows, version 1. */
export const part = (dt: string, change: Partial<PartitionFacts> = {}): PartitionFacts => ({
  ...{ dt, rows: 100, bytes: 1000, files: 1, version: 1, digest: undefined, writtenAt: 0, schemaId: undefined },
  ...{ quarantined: 0, intervals: undefined, madeFrom: undefined, query: undefined },
  ...change
})

/** Facts of a dataset with these partitions and nothing else. */
export function factsOf(
  spec: DatasetSpec,
  parts: readonly (string | PartitionFacts)[] = [],
  change: Partial<DatasetFacts> = {}
): DatasetFacts {
  const partitions = parts.map((one) => (typeof one === 'string' ? part(one) : one))
  return {
    ...{ spec, calendar: spec.calendar === undefined ? undefined : calendarOf(spec.calendar), version: 1 },
    partitions: new Map(partitions.map((one) => [one.dt, one])),
    ...{ emptyIntervals: new Map(), running: new Map(), troubles: new Map(), source: [], earlier: [], query: undefined },
    ...change
  }
}

/** A world of these datasets; `inputs` as the graph would have them. */
export function worldOf(now: string, datasets: readonly DatasetFacts[], inputs: Record<string, InputEdge[]> = {}): World {
  const graph: FlowGraph = {
    order: datasets.map(({ spec }) => spec.name),
    inputs: new Map(Object.entries(inputs)),
    ...{ readers: new Map(), problems: new Map() }
  }
  const facts = new Map(datasets.map((one) => [one.spec.name, one]))
  return { graph, facts, active: new Map(), now: Date.parse(now) }
}
