import { WHOLE, type PlanFollow, type PlanItem } from '../../contract'
import { inputPartitions, partitionsNow } from '../states'
import type { DatasetFacts, InputEdge, PartitionFacts, World } from '../types'
import { inOrder, type Chosen, type PlanWhy } from './chosen'
import { samePeriod } from './dates'
import { makeItems } from './make-items'
import { missingInputOf } from './missing-input'
import { notExpectedOf } from './not-expected'

/** Derived partitions, near and far, that are made again after `items`: each dataset after all that it is made from. */
export function followsOf(
  world: World,
  items: readonly PlanItem[],
  orderOf: (name: string) => 'oldest' | 'newest'
): PlanFollow[] {
  const planned = new Map<string, Map<string, PlanItem>>()
  remember(planned, items)
  const follows: PlanFollow[] = []
  let unit = (items.at(-1)?.unit ?? -1) + 1
  for (const name of world.graph.order) {
    const facts = world.facts.get(name)
    if (facts === undefined || planned.has(name) || world.graph.problems.has(name)) continue
    const chosen = chooseFollows(facts, world, planned)
    if (chosen.length === 0) continue
    const made = makeItems(facts, world, inOrder(chosen, orderOf(name)), planned, unit).map(asFollow)
    follows.push(...made)
    remember(planned, made)
    unit = (made.at(-1)?.unit ?? unit) + 1
  }
  return follows
}

const asFollow = ({ because = [], ...item }: PlanItem & Partial<PlanFollow>): PlanFollow => ({ ...item, because })

function remember(planned: Map<string, Map<string, PlanItem>>, items: readonly PlanItem[]): void {
  for (const item of items) {
    const ofDataset = planned.get(item.dataset)
    if (ofDataset === undefined) planned.set(item.dataset, new Map([[item.dt, item]]))
    else ofDataset.set(item.dt, item)
  }
}

type Planned = ReadonlyMap<string, ReadonlyMap<string, PlanItem>>
/** An edge to a dataset of which partitions are planned. */
interface MadeEdge {
  edge: InputEdge
  planned: ReadonlyMap<string, PlanItem>
  /** The input as it will be. */
  input: DatasetFacts
}

function chooseFollows(facts: DatasetFacts, world: World, planned: Planned): Chosen[] {
  const edges = madeEdges(facts, world, planned)
  if (edges.length === 0) return []
  const missing = missingInputOf(facts, { ...world, facts: withInputs(world, edges) })
  const chosen: Chosen[] = []
  for (const dt of candidates(facts, world, edges)) {
    const because = edges.flatMap((edge) => causesOf(facts, edge, dt))
    if (because.length === 0) continue
    const there = facts.partitions.has(dt)
    if (!there && missing(dt) !== undefined) continue
    chosen.push({ dt, why: whyOf(facts, dt, there), because })
  }
  return chosen
}

function madeEdges(facts: DatasetFacts, world: World, planned: Planned): MadeEdge[] {
  return (world.graph.inputs.get(facts.spec.name) ?? []).flatMap((edge) => {
    const made = planned.get(edge.dataset)
    const input = world.facts.get(edge.dataset)
    return made === undefined || input === undefined ? [] : [{ edge, planned: made, input: asMade(input, made) }]
  })
}

/** The input with the partitions that it does not have yet. */
function asMade(input: DatasetFacts, planned: ReadonlyMap<string, PlanItem>): DatasetFacts {
  const partitions = new Map(input.partitions)
  for (const dt of planned.keys()) if (!partitions.has(dt)) partitions.set(dt, expectedFacts(dt))
  return { ...input, partitions }
}

const expectedFacts = (dt: string): PartitionFacts => ({
  ...{ dt, rows: 0, bytes: 0, files: 0, version: 0, writtenAt: 0, quarantined: 0 },
  ...{ digest: undefined, schemaId: undefined, intervals: undefined, madeFrom: undefined, query: undefined }
})

const withInputs = (world: World, edges: readonly MadeEdge[]): World['facts'] =>
  new Map([...world.facts, ...edges.map(({ edge, input }) => [edge.dataset, input] as const)])

/** Partitions that are there, and those whose own period is made now; where every edge is read whole, all that are expected. */
function candidates(facts: DatasetFacts, world: World, edges: readonly MadeEdge[]): Set<string> {
  const found = new Set(facts.partitions.keys())
  if (facts.spec.partition === undefined) return found.add(WHOLE)
  const wholly = edges.every(({ edge }) => edge.read === 'whole')
  const reasonOf = notExpectedOf(facts, world.now)
  for (const dt of wholly ? partitionsNow(facts, world).keys() : ownPeriods(facts, edges)) {
    if (!found.has(dt) && reasonOf(dt) === undefined) found.add(dt)
  }
  return found
}

function ownPeriods({ spec }: DatasetFacts, edges: readonly MadeEdge[]): Set<string> {
  const found = new Set<string>()
  for (const { edge, planned } of edges) {
    if (edge.read === 'whole') continue
    for (const dt of planned.keys()) for (const own of samePeriod(spec.partition?.grain, dt)) found.add(own)
  }
  return found
}

function causesOf({ spec }: DatasetFacts, { edge, planned, input }: MadeEdge, dt: string): { dataset: string; dt: string }[] {
  const { dataset } = edge
  if (edge.read === 'whole') return [{ dataset, dt: WHOLE }]
  return inputPartitions(edge, spec, dt, input)
    .filter((read) => planned.has(read))
    .map((read) => ({ dataset, dt: read }))
}

function whyOf({ troubles }: DatasetFacts, dt: string, there: boolean): PlanWhy {
  if (troubles.has(dt)) return 'failed'
  return there ? 'stale' : 'missing'
}
