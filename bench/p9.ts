import { createHash } from 'node:crypto'
import { fromEpochDay } from '../src/pipeline/calendar'
import { datasetSpec, type BackfillPlan } from '../src/pipeline/contract'
import { buildGraph } from '../src/pipeline/runs/graph'
import { planBackfill } from '../src/pipeline/runs/plan'
import type { DatasetFacts, PartitionFacts, World } from '../src/pipeline/runs/types'
import type { Benchmark } from './harness'

const DATASETS = 10
const PARTITIONS = 10_000
/** 1995-03-12: 10,000 days end in July 2022. */
const FIRST_DAY = 9201
const days = Array.from({ length: PARTITIONS }, (_, index) => fromEpochDay(FIRST_DAY + index))

/** All 10,000 partitions of a source again, and all that follows in nine datasets made from it and from each other, against plain loops. */
export const p9: Benchmark = {
  id: 'P9',
  title: 'plan over 10 datasets × 10,000 partitions, all of which run',
  bar: '≤ 200 ms',
  prepare: () => {
    const world = makeWorld()
    const seen = { ours: '', peer: '' }
    return Promise.resolve({
      ours: () => {
        const plan = planBackfill(world, { name: 'd0', only: 'all' }, { follow: true })
        seen.ours = fingerprintOf(plan)
        return Promise.resolve()
      },
      peer: () => {
        seen.peer = plainLoop(world)
        return Promise.resolve()
      },
      fingerprint: (side) => Promise.resolve(seen[side]),
      clear: () => Promise.resolve(),
      dispose: () => Promise.resolve()
    })
  }
}

const fingerprintOf = ({ items, follows, sum }: BackfillPlan): string =>
  `${items.length} items, ${follows.length} follow, ${sum.readRows} rows, ${follows.at(-1)?.dataset} ${follows.at(-1)?.dt}`

/** d1 … d9 are each made from the one before it and from d0; d5 reads two days back. */
const tablesOf = (index: number): string[] => (index === 1 ? ['d0'] : [`d${index - 1}`, 'd0'])

function makeWorld(): World {
  const specs = Array.from({ length: DATASETS }, (_, index) => specOf(index))
  const tables = new Map(specs.slice(1).map(({ name }, index) => [name, { tables: tablesOf(index + 1) }]))
  return {
    graph: buildGraph(specs, tables),
    facts: new Map(specs.map((spec) => [spec.name, factsOf(spec)])),
    active: new Map(),
    now: Date.UTC(2024, 0, 1)
  }
}

function specOf(index: number): DatasetFacts['spec'] {
  const lookback = index === 5 ? 2 : 0
  return datasetSpec.parse({
    format: 1,
    name: `d${index}`,
    columns: [{ name: 'day', source: { header: 'day' }, type: 'date' }],
    partition: { columns: ['day'], grain: 'day' },
    ...(index === 0
      ? { source: { location: '/data', format: 'csv' } }
      : { derive: { sql: 'SELECT 1', inputs: { [`d${index - 1}`]: { lookback } } } })
  })
}

function factsOf(spec: DatasetFacts['spec']): DatasetFacts {
  const source = days.map((dt) => ({ name: `${dt}.csv`, bytes: 1000, modifiedMs: 0, dt }))
  return {
    ...{ spec, calendar: undefined, version: 1, emptyIntervals: new Map(), running: new Map(), troubles: new Map() },
    partitions: new Map(days.map((dt, index) => [dt, partitionOf(spec, dt, index)])),
    source: spec.derive === undefined ? source : undefined,
    earlier: Array.from({ length: 20 }, (_, index) => ({ seconds: index, partitions: 1, rowsRead: 100 })),
    query: spec.derive === undefined ? undefined : 'sha256:0'
  }
}

const partitionOf = ({ derive }: DatasetFacts['spec'], dt: string, index: number): PartitionFacts => ({
  ...{ dt, rows: 100 + (index % 7), bytes: 1000, files: 1, version: 1, writtenAt: 0, quarantined: 0 },
  ...{ digest: undefined, schemaId: undefined, intervals: undefined, madeFrom: undefined },
  query: derive === undefined ? undefined : 'sha256:0'
})

/** What somebody would write without a planner: nested loops over the same states, with the same lists, sums and hash. */
function plainLoop({ facts }: World): string {
  const hash = createHash('sha256')
  const items: { dataset: string; dt: string; rows: number }[] = []
  let rows = 0
  for (const dt of days) {
    const read = facts.get('d0')?.partitions.get(dt)?.rows ?? 0
    items.push({ dataset: 'd0', dt, rows: read })
    rows += read
  }
  const follows: { dataset: string; dt: string; rows: number; because: string[] }[] = []
  for (let index = 1; index < DATASETS; index++) {
    const inputs = tablesOf(index)
    for (const [at, dt] of days.entries()) {
      const because = inputs.flatMap((name) =>
        (index === 5 && name === 'd4' ? days.slice(Math.max(0, at - 2), at + 1) : [dt]).map((day) => `${name} ${day}`)
      )
      const read = because.reduce((sum, key) => sum + (facts.get(key.slice(0, 2))?.partitions.get(key.slice(3))?.rows ?? 0), 0)
      follows.push({ dataset: `d${index}`, dt, rows: read, because })
      rows += read
    }
  }
  hash.update(JSON.stringify([items, follows]))
  hash.digest('hex')
  return `${items.length} items, ${follows.length} follow, ${rows} rows, ${follows.at(-1)?.dataset} ${follows.at(-1)?.dt}`
}
