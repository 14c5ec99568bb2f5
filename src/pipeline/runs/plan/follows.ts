import { WHOLE, type Grain, type PlanFollow, type PlanItem } from '../../contract'
import { partitionsNow } from '../states'
import type { DatasetFacts, InputEdge, PartitionFacts, World } from '../types'
import { inOrder, type Chosen, type PlanWhy } from './chosen'
import { samePeriod } from './dates'
import { makeItems } from './make-items'
import { missingInputOf } from './missing-input'
import { notExpectedOf } from './not-expected'
import { readsOf } from './reads'

interface ChosenFollow extends Chosen {
  because: PlanFollow['because']
}

/** Derived partitions, near and far, that are made again after `items`: each dataset after all that it is made from. */
export function followsOf(
  world: World,
  items: readonly PlanItem[],
  orderOf: (name: string) => 'oldest' | 'newest'
): PlanFollow[] {
  const ahead = new Ahead(world)
  ahead.plan(items)
  const follows: PlanFollow[] = []
  for (const name of world.graph.order) {
    const facts = world.facts.get(name)
    if (facts === undefined || ahead.planned.has(name) || world.graph.problems.has(name)) continue
    const chosen = chooseFollows(facts, ahead)
    if (chosen.length === 0) continue
    const firstUnit = ((follows.at(-1) ?? items.at(-1))?.unit ?? -1) + 1
    const made = makeItems(
      { facts, world: ahead.world, planned: ahead.planned },
      inOrder(chosen, orderOf(name)),
      firstUnit,
      toFollow
    )
    for (const follow of made) follows.push(follow)
    ahead.plan(made)
  }
  return follows
}

/** The item itself grows: plans make one for each of 100,000 partitions. */
const toFollow = (item: PlanItem, { because }: ChosenFollow): PlanFollow => Object.assign(item, { because })

/** The world as it will be, dataset by dataset. */
class Ahead {
  readonly planned = new Map<string, Map<string, PlanItem>>()
  readonly world: World
  readonly #facts: Map<string, DatasetFacts>

  constructor(world: World) {
    this.#facts = new Map(world.facts)
    this.world = { ...world, facts: this.#facts }
  }

  /** Items of one dataset. */
  plan(items: readonly PlanItem[]): void {
    const name = items[0]?.dataset ?? ''
    const facts = this.#facts.get(name)
    if (facts === undefined) return
    const byDt = new Map<string, PlanItem>()
    for (const item of items) byDt.set(item.dt, item)
    this.planned.set(name, byDt)
    const coming = items.filter(({ dt }) => !facts.partitions.has(dt)).map(({ dt }) => [dt, expectedFacts(dt)] as const)
    if (coming.length > 0) this.#facts.set(name, { ...facts, partitions: new Map([...facts.partitions, ...coming]) })
  }
}

/** An edge to a dataset of which partitions are planned: which of them a partition is made again for. */
interface MadeEdge {
  edge: InputEdge
  planned: ReadonlyMap<string, PlanItem>
  addCauses(dt: string, causes: PlanFollow['because']): void
}

function chooseFollows(facts: DatasetFacts, { world, planned }: Ahead): ChosenFollow[] {
  const edges = (world.graph.inputs.get(facts.spec.name) ?? []).flatMap((edge) => madeEdge(facts, edge, world, planned) ?? [])
  if (edges.length === 0) return []
  const missing = missingInputOf(facts, world)
  const chosen: ChosenFollow[] = []
  for (const dt of candidates(facts, world, edges)) {
    const because: PlanFollow['because'] = []
    for (const edge of edges) edge.addCauses(dt, because)
    const there = facts.partitions.has(dt)
    if (because.length === 0 || (!there && missing(dt) !== undefined)) continue
    chosen.push({ dt, why: whyOf(facts, dt, there), because })
  }
  return chosen
}

/** An input that is read whole is a cause as a whole: it stands as `all`. */
function madeEdge(facts: DatasetFacts, edge: InputEdge, world: World, plans: Ahead['planned']): MadeEdge | undefined {
  const { dataset } = edge
  const [planned, input] = [plans.get(dataset), world.facts.get(dataset)]
  if (planned === undefined || input === undefined) return undefined
  if (edge.read === 'whole') return { edge, planned, addCauses: (_, causes) => causes.push({ dataset, dt: WHOLE }) }
  const reads = readsOf(edge, facts.spec, input)
  const addCauses = (dt: string, causes: PlanFollow['because']): void => {
    for (const read of reads(dt)) if (planned.has(read)) causes.push({ dataset, dt: read })
  }
  return { edge, planned, addCauses }
}

const expectedFacts = (dt: string): PartitionFacts => ({
  ...{ dt, rows: 0, bytes: 0, files: 0, version: 0, writtenAt: 0, quarantined: 0 },
  ...{ digest: undefined, schemaId: undefined, intervals: undefined, madeFrom: undefined, query: undefined }
})

/** Partitions that are there, and those whose own period is made now; where every edge is read whole, all that are expected. */
function candidates(facts: DatasetFacts, world: World, edges: readonly MadeEdge[]): Iterable<string> {
  const { spec, partitions } = facts
  if (spec.partition === undefined) return [WHOLE]
  const wholly = edges.every(({ edge }) => edge.read === 'whole')
  const reasonOf = notExpectedOf(facts, world.now)
  const coming = new Set<string>()
  for (const dt of wholly ? partitionsNow(facts, world).keys() : ownPeriods(spec.partition.grain, edges)) {
    if (!partitions.has(dt) && reasonOf(dt) === undefined) coming.add(dt)
  }
  return coming.size === 0 ? partitions.keys() : [...partitions.keys(), ...coming]
}

function* ownPeriods(grain: Grain, edges: readonly MadeEdge[]): Generator<string> {
  for (const { edge, planned } of edges) {
    if (edge.read === 'same') for (const dt of planned.keys()) yield* samePeriod(grain, dt)
  }
}

function whyOf({ troubles }: DatasetFacts, dt: string, there: boolean): PlanWhy {
  if (troubles.has(dt)) return 'failed'
  return there ? 'stale' : 'missing'
}
