import { isDerived, type PlanItem } from '../../contract'
import type { DatasetFacts, InputEdge, World } from '../types'
import type { Chosen } from './chosen'
import type { Experience } from './estimate'
import { readsOf } from './reads'

/** Bytes assumed of an input of which nothing is known. */
const UNKNOWN = 4 * 2 ** 20

export interface Reading {
  rows: number | null
  bytes: number | null
  /** Bytes by which units are divided: as above where that is known, else what its inputs are made of. */
  size: number
}
/** What each partition of a unit reads, in its order. */
export type ReadingOf = (batch: readonly Chosen[]) => Reading[]
/** What is planned so far: dataset → dt → item. */
export type Planned = ReadonlyMap<string, ReadonlyMap<string, PlanItem>>

export function readingOf(facts: DatasetFacts, world: World, experience: Experience, planned: Planned): ReadingOf {
  if (!isDerived(facts.spec)) return sourceReading(facts, experience)
  const edges = (world.graph.inputs.get(facts.spec.name) ?? []).map((edge) => edgeReading(facts, edge, world, planned))
  return (batch) => batch.map(({ dt }) => sumOf(dt, edges))
}

function sumOf(dt: string, edges: readonly EdgeReading[]): Reading {
  const sum: Reading = { rows: 0, bytes: 0, size: 0 }
  for (const edge of edges) edge(dt, sum)
  return sum
}

/** Each file is read once by a unit: those of one partition count for it, the others are divided among all, to the byte. */
function sourceReading({ partitions, source }: DatasetFacts, experience: Experience): ReadingOf {
  const own = new Map<string, number>()
  let shared = 0
  for (const { dt, bytes } of source ?? []) {
    if (dt === null) shared += bytes
    else own.set(dt, (own.get(dt) ?? 0) + bytes)
  }
  const rowsOf = (dt: string): number | null => {
    const now = partitions.get(dt)
    return now === undefined ? experience.rowsRead : now.rows + now.quarantined
  }
  const known = source !== null && source !== undefined
  return (batch) =>
    batch.map(({ dt }, index) => {
      const bytes = known ? shareOf(shared, batch.length, index) + (own.get(dt) ?? 0) : null
      return { rows: rowsOf(dt), bytes, size: bytes ?? UNKNOWN }
    })
}

/** Parts differ by one at most, and their sum is the whole. */
const shareOf = (whole: number, parts: number, index: number): number =>
  Math.floor(whole / parts) + (index < whole % parts ? 1 : 0)

/** Adds what a partition reads by one edge. */
type EdgeReading = (dt: string, sum: Reading) => void

function edgeReading(facts: DatasetFacts, edge: InputEdge, world: World, planned: Planned): EdgeReading {
  const input = world.facts.get(edge.dataset)
  if (input === undefined) return (_, sum) => add(sum, null, null, UNKNOWN)
  const made = planned.get(edge.dataset)
  if (edge.read === 'same') {
    const reads = readsOf(edge, facts.spec, input)
    return (dt, sum) => {
      for (const read of reads(dt)) addPartition(sum, input, made?.get(read), read)
    }
  }
  const whole: Reading = { rows: 0, bytes: 0, size: 0 }
  for (const read of input.partitions.keys()) addPartition(whole, input, made?.get(read), read)
  return (_, sum) => add(sum, whole.rows, whole.bytes, whole.size)
}

/** An input that is made first is read as it will be, where that can be told; one that is not there adds nothing. */
function addPartition(sum: Reading, { partitions }: DatasetFacts, made: PlanItem | undefined, dt: string): void {
  if (made !== undefined) {
    add(sum, made.writeRows, made.writeBytes, made.writeBytes ?? made.readBytes ?? UNKNOWN)
    return
  }
  const now = partitions.get(dt)
  if (now !== undefined) add(sum, now.rows, now.bytes, now.bytes)
}

function add(sum: Reading, rows: number | null, bytes: number | null, size: number): void {
  sum.size += size
  sum.rows = sum.rows === null || rows === null ? null : sum.rows + rows
  sum.bytes = sum.bytes === null || bytes === null ? null : sum.bytes + bytes
}
