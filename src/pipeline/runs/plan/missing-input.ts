import { isDerived, type SkipWhy } from '../../contract'
import { acceptsEmpty } from '../intervals'
import type { DatasetFacts, InputEdge, World } from '../types'
import { samePeriod } from './dates'
import { isUnfiled } from './unfiled'

/** Why a partition cannot be made for want of its input; undefined where nothing is wanting. */
export type MissingInput = (dt: string) => { skip: SkipWhy; detail: string } | undefined

/** What each partition of a dataset lacks. */
export function missingInputOf(facts: DatasetFacts, world: World): MissingInput {
  const edges = world.graph.inputs.get(facts.spec.name) ?? []
  return isDerived(facts.spec) ? (dt) => missingPartition(world, edges, dt) : missingFile(facts)
}

/**
 * A date of which the source has no file is run all the same, so that its lateness is seen, and asked about again. Only what lies before
 * all that is known of the dataset, where it does not say when its data begins, was never to come.
 */
function missingFile(facts: DatasetFacts): MissingInput {
  const { spec, calendar, partitions, source } = facts
  if (acceptsEmpty(spec, calendar) || spec.range?.from !== undefined) return () => undefined
  const first = earliest([...partitions.keys(), ...(source ?? []).flatMap(({ dt }) => dt ?? [])])
  if (first === undefined) return () => undefined
  const unfiled = isUnfiled(facts)
  const none = { skip: 'input_missing' as const, detail: `The source has no file of it; its data begins with ${first}.` }
  return (dt) => (dt < first && unfiled(dt) ? none : undefined)
}

/** Partition ids sort by time. */
const earliest = (dts: readonly string[]): string | undefined =>
  dts.reduce<string | undefined>((first, dt) => (first === undefined || dt < first ? dt : first), undefined)

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
