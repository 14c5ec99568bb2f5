import { isSourced, type DatasetSpec } from '../../contract'
import type { DatasetFacts, PartitionFacts, World } from '../types'
import { calendarOf, graph, specs } from './datasets'
import type { Durable } from './durable'

/** What the planner is told: the model's state at true time `at`, by a clock that says `now`. */
export function worldOf(durable: Durable, at: number, now: number): World {
  const active = new Map<string, string>()
  for (const { name } of specs) {
    const backfill = durable.activeOf(name)
    if (backfill !== undefined) active.set(name, backfill.id)
  }
  return { graph, active, now, facts: new Map(specs.map((spec) => [spec.name, factsOf(durable, spec, at)])) }
}

function factsOf(durable: Durable, spec: DatasetSpec, at: number): DatasetFacts {
  const { name } = spec
  const version = durable.version(name)
  const source = durable.arrivals
    .filter((arrival) => arrival.dataset === name && arrival.at <= at)
    .map(({ interval, dt, rows, at: modifiedMs }) => ({ name: interval, bytes: rows, modifiedMs, dt }))
  return {
    ...{ spec, calendar: calendarOf(name), version: version === 0 ? null : version, partitions: partitionsOf(durable, name) },
    ...{ emptyIntervals: new Map(), running: runningOf(durable, name), troubles: durable.troubles.get(name) ?? new Map() },
    ...{ source: isSourced(spec) ? source : undefined, earlier: [], query: undefined }
  }
}

function partitionsOf(durable: Durable, dataset: string): Map<string, PartitionFacts> {
  const found = new Map<string, PartitionFacts>()
  for (const commit of durable.commits) {
    if (commit.dataset !== dataset) continue
    for (const { dt, rows, intervals, madeFrom } of commit.partitions) {
      found.set(dt, {
        ...{ dt, rows, bytes: rows, files: 1, version: commit.version, digest: `d1:${rows.toString(16)}`, writtenAt: 0 },
        ...{ schemaId: undefined, quarantined: 0, intervals, madeFrom, query: undefined }
      })
    }
  }
  return found
}

function runningOf(durable: Durable, dataset: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const run of durable.runs.values()) {
    if (run.state === 'running' && run.dataset === dataset) for (const dt of run.dts) found.set(dt, run.id)
  }
  return found
}
