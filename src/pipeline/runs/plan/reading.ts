import { isSourced, type PlanItem } from '../../contract'
import { inputPartitions } from '../states'
import type { DatasetFacts, InputEdge, World } from '../types'
import type { Chosen } from './chosen'
import type { Experience } from './estimate'

export interface Reading {
  rows: number | null
  bytes: number | null
}
/** What each partition of a unit reads, in its order. */
export type ReadingOf = (batch: readonly Chosen[]) => Reading[]
/** What is planned so far: dataset → dt → item. */
export type Planned = ReadonlyMap<string, ReadonlyMap<string, PlanItem>>

export function readingOf(facts: DatasetFacts, world: World, experience: Experience, planned: Planned): ReadingOf {
  if (isSourced(facts.spec)) return sourceReading(facts, experience)
  const edges = (world.graph.inputs.get(facts.spec.name) ?? []).map((edge) => edgeReading(facts, edge, world, planned))
  return (batch) => batch.map(({ dt }) => sumOf(edges.map((edge) => edge(dt))))
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
    batch.map(({ dt }, index) => ({
      rows: rowsOf(dt),
      bytes: known ? shareOf(shared, batch.length, index) + (own.get(dt) ?? 0) : null
    }))
}

/** Parts differ by one at most, and their sum is the whole. */
const shareOf = (whole: number, parts: number, index: number): number =>
  Math.floor(whole / parts) + (index < whole % parts ? 1 : 0)

function edgeReading(facts: DatasetFacts, edge: InputEdge, world: World, planned: Planned): (dt: string) => Reading {
  const input = world.facts.get(edge.dataset)
  if (input === undefined) return () => ({ rows: null, bytes: null })
  const made = planned.get(edge.dataset)
  const one = (dt: string): Reading => partitionReading(input, made, dt)
  if (edge.read === 'whole') {
    const whole = sumOf([...new Set([...input.partitions.keys(), ...(made?.keys() ?? [])])].map(one))
    return () => whole
  }
  return (dt) => sumOf(inputPartitions(edge, facts.spec, dt, input).map(one))
}

/** An input that is made first is read as it will be, where that can be told. */
function partitionReading(input: DatasetFacts, made: ReadonlyMap<string, PlanItem> | undefined, dt: string): Reading {
  const item = made?.get(dt)
  if (item !== undefined) return { rows: item.writeRows, bytes: item.writeBytes }
  const now = input.partitions.get(dt)
  return { rows: now?.rows ?? 0, bytes: now?.bytes ?? 0 }
}

function sumOf(readings: readonly Reading[]): Reading {
  let [rows, bytes]: [number | null, number | null] = [0, 0]
  for (const reading of readings) {
    rows = rows === null || reading.rows === null ? null : rows + reading.rows
    bytes = bytes === null || reading.bytes === null ? null : bytes + reading.bytes
  }
  return { rows, bytes }
}
