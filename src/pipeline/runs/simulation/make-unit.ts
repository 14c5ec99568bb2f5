import { isSourced, type DatasetSpec } from '../../contract'
import { filesByPartition } from '../../lake/partitions'
import type { MadeFrom, Snapshot } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import type { UnitWork } from '../execution'
import { inputPartitions } from '../states'
import type { DatasetFacts, Interval } from '../types'
import { askedIntervals, judgeUnit, type MadeUnit } from '../units'
import { specOf } from './datasets'
import { failure, type Live, type Process } from './process'
import { factsOf, worldOf } from './world-of'

type Staged = StagedLoad['partitions'][number]
type Part = Pick<Staged, 'dt' | 'rows' | 'intervals' | 'madeFrom'>

/** What a unit makes of its partitions from what is there at this moment, judged as the engine judges it. */
export function makeUnit(process: Process, live: Live, { dataset, dts }: UnitWork): MadeUnit {
  const spec = specOf(dataset)
  const facts = factsOf(process, spec)
  const base = process.durable.lake.snapshot(dataset)
  const { interval } = live.record.plan.selection
  const { asked, read } = askedIntervals(facts, dts, interval, process.now)
  const parts = isSourced(spec) ? readSource(process, live, spec, dts, read) : derive(process, live, facts, dts)
  const staged = stagedLoad(parts.map((part) => stagedOf(part, base)))
  const single = interval !== undefined && live.record.dataset === dataset
  return judgeUnit(facts, { base, staged }, { intervals: asked, single, now: process.now })
}

/** A person's plan holds for the files that it was made of; a schedule reads what is there. */
function readSource(process: Process, live: Live, spec: DatasetSpec, dts: readonly string[], read: readonly Interval[]): Part[] {
  const { durable, chaos, at } = process
  const files = durable.sources.files(spec.name, at)
  const shown = (from: typeof files): string => JSON.stringify(from.filter(({ dt }) => dts.includes(dt ?? '')))
  if (live.record.trigger === 'person' && shown(files) !== shown([...live.record.files]) && !chaos.lacks('any-source')) {
    process.witness.count('source.changed')
    throw failure('source.changed')
  }
  return dts.map((dt) => {
    const own = files.filter((file) => file.dt === dt)
    if (spec.mode === 'full') return { dt, rows: own.reduce((sum, { bytes }) => sum + bytes, 0) }
    const wanted = read
      .filter((one) => one.dt === dt)
      .map(({ id }) => [id, own.find(({ name }) => name === id)?.bytes ?? 0] as const)
    const before = durable.lake.snapshot(spec.name)
    const held = before === undefined ? undefined : filesByPartition(before.files.values()).get(dt)?.[0]?.intervals
    const intervals = { ...held, ...Object.fromEntries(wanted) }
    return { dt, rows: Object.values(intervals).reduce((sum, rows) => sum + rows, 0), intervals }
  })
}

/** Sums of what is read, as the lake has it or as the same backfill has staged it. */
function derive(process: Process, live: Live, facts: DatasetFacts, dts: readonly string[]): Part[] {
  const world = worldOf(process)
  const pending = new Map(
    (process.durable.staged.get(live.record.id) ?? []).flatMap(({ dataset, staged }) =>
      staged.partitions.filter(({ change }) => change !== 'unchanged').map((one) => [`${dataset} ${one.dt}`, one] as const)
    )
  )
  return dts.map((dt) => {
    const read = (world.graph.inputs.get(facts.spec.name) ?? []).flatMap((edge) => {
      const input = world.facts.get(edge.dataset)
      if (input === undefined) return []
      const there = new Set([...input.partitions.keys(), ...[...pending.keys()].flatMap((key) => dtOf(key, edge.dataset))])
      const known = { ...input, partitions: new Map([...there].map((one) => [one, input.partitions.get(one) ?? nothing(one)])) }
      return inputPartitions(edge, facts.spec, dt, known).map((one) => inputOf(input, one, pending.get(`${edge.dataset} ${one}`)))
    })
    return { dt, rows: read.reduce((sum, { rows }) => sum + rows, 0), madeFrom: read.map(({ from }) => from) }
  })
}

const dtOf = (key: string, dataset: string): string[] => (key.startsWith(`${dataset} `) ? [key.slice(dataset.length + 1)] : [])

const nothing = (dt: string): NonNullable<ReturnType<DatasetFacts['partitions']['get']>> => ({
  ...{ dt, rows: 0, bytes: 0, files: 0, version: 0, digest: undefined, writtenAt: 0, schemaId: undefined, quarantined: 0 },
  ...{ intervals: undefined, madeFrom: undefined, query: undefined }
})

function inputOf(
  { spec, version, partitions }: DatasetFacts,
  dt: string,
  staged: Staged | undefined
): { rows: number; from: MadeFrom } {
  const now = partitions.get(dt)
  if (staged === undefined)
    return { rows: now?.rows ?? 0, from: { dataset: spec.name, dt, version: now?.version ?? 0, digest: now?.digest } }
  return { rows: staged.rows, from: { dataset: spec.name, dt, version: (version ?? -1) + 1, digest: staged.digest } }
}

function stagedOf(part: Part, base: Snapshot | undefined): Staged {
  const before = base === undefined ? undefined : filesByPartition(base.files.values()).get(part.dt)?.[0]
  const digest = digestOf(part)
  const change =
    before === undefined ? 'created' : before.digest === digest ? 'unchanged' : part.rows === 0 ? 'emptied' : 'replaced'
  return { ...part, digest, digestBefore: before?.digest, change, files: [], query: undefined }
}

/** Of its rows, and of those of each of its intervals. */
function digestOf({ rows, intervals = {} }: Part): string {
  const filled = Object.entries(intervals).filter(([, count]) => count > 0)
  const sum = filled.reduce(
    (total, [id, count]) => (total * 31n + BigInt(Date.parse(id) / 60_000) * 100_000n + BigInt(count)) % (1n << 96n),
    7n
  )
  return `d1:${(sum * 1_000_000n + BigInt(rows)).toString(16).padStart(32, '0')}`
}

const stagedLoad = (partitions: Staged[]): StagedLoad => ({
  ...{
    schema: { columns: [], partitioned: true },
    schemaId: 'schema',
    inputs: [],
    rowsRead: 0,
    rowsWritten: 0,
    rowsQuarantined: 0
  },
  ...{ rowsSuperseded: 0, bytesRead: 0, partitions, quarantine: [], quarantineSample: [], notes: [] }
})
