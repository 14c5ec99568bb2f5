import { isSourced, type SkipWhy } from '../../contract'
import type { DatasetFacts, InputEdge, World } from '../types'
import { samePeriod } from './dates'

/** Why a partition cannot be made for want of its input; undefined where nothing is wanting. */
export type MissingInput = (dt: string) => { skip: SkipWhy; detail: string } | undefined

/** What each partition of a dataset lacks. */
export function missingInputOf(facts: DatasetFacts, world: World): MissingInput {
  const edges = world.graph.inputs.get(facts.spec.name) ?? []
  return isSourced(facts.spec) ? missingFile(facts) : (dt) => missingPartition(world, edges, dt)
}

/** A source that cannot be listed is asked by reading it; where an interval without rows is accepted, no file is an empty interval. */
function missingFile({ spec, source, calendar }: DatasetFacts): MissingInput {
  const none = { skip: 'input_missing' as const, detail: 'The source has no file of it.' }
  if (source === null || source === undefined) return () => undefined
  if (source.length === 0) return () => none
  const accepted = (spec.whenEmpty ?? (calendar === undefined ? 'accept' : 'refuse')) === 'accept'
  if (accepted || source.some(({ dt }) => dt === null)) return () => undefined
  const dated = new Set(source.map(({ dt }) => dt))
  return (dt) => (dated.has(dt) ? undefined : none)
}

function missingPartition(world: World, edges: readonly InputEdge[], dt: string): ReturnType<MissingInput> {
  for (const edge of edges) {
    const input = world.facts.get(edge.dataset)
    if (input === undefined) return { skip: 'input_missing', detail: edge.dataset }
    const lacking = edge.read === 'whole' ? lackingTable(input) : lackingPeriod(input, dt)
    if (lacking !== undefined) return lacking
  }
  return undefined
}

function lackingTable({ spec, partitions }: DatasetFacts): ReturnType<MissingInput> {
  return partitions.size > 0 ? undefined : { skip: 'input_missing', detail: spec.name }
}

/** Periods before its own are rightly not there at the beginning: only the partition's own is asked for. */
function lackingPeriod(input: DatasetFacts, dt: string): ReturnType<MissingInput> {
  const own = samePeriod(input.spec.partition?.grain, dt)
  if (own.some((partition) => isThere(input, partition))) return undefined
  const refused = own.find((partition) => input.troubles.get(partition)?.state === 'refused')
  if (refused !== undefined) return { skip: 'blocked', detail: `${input.spec.name} ${refused}` }
  return { skip: 'input_missing', detail: `${input.spec.name} ${dt}` }
}

/** Committed, also with no rows. */
const isThere = ({ partitions, emptyIntervals }: DatasetFacts, dt: string): boolean =>
  partitions.has(dt) || emptyIntervals.has(dt)
