import { isSourced, type DatasetSpec } from '../../contract'
import { emptyIntervals, partitionFacts } from '../states'
import type { DatasetFacts, World } from '../types'
import { calendarOf, graph, specs } from './datasets'
import type { Process } from './process'

/** What is known at this moment, by the clock of the engine. */
export function worldOf(process: Process): World {
  return {
    ...{ graph, now: process.now, active: new Map(process.active) },
    facts: new Map(specs.map((spec) => [spec.name, factsOf(process, spec)]))
  }
}

export function factsOf(process: Process, spec: DatasetSpec): DatasetFacts {
  const { name } = spec
  const { lake, sources } = process.durable
  const snapshot = lake.snapshot(name)
  return {
    ...{ spec, calendar: calendarOf(name), version: snapshot?.version ?? null, partitions: partitionFacts(snapshot) },
    ...{ emptyIntervals: emptyIntervals(snapshot), running: runningOf(process, name), troubles: process.durable.troubles(name) },
    source: isSourced(spec) ? sources.files(name, process.at) : undefined,
    ...{ earlier: [], query: undefined }
  }
}

function runningOf({ active, live }: Process, dataset: string): Map<string, string> {
  const id = active.get(dataset)
  const items = id === undefined ? [] : (live.get(id)?.execution.items ?? [])
  const running = items.filter((item) => item.dataset === dataset && item.state === 'running')
  return new Map(running.map(({ dt }) => [dt, id ?? '']))
}
