import { join } from 'node:path'
import { combineDigests } from '../../../lake/digest'
import type { Snapshot } from '../../../lake/types'
import type { DerivedInput } from '../../../load/worker-api'
import { inputPartitions } from '../../../runs/states'
import type { DatasetFacts, InputEdge, World } from '../../../runs/types'
import { localPaths } from '../../loads/stage-request'
import { filesOf } from '../../partitions/files-of'
import type { Services } from '../../services'
import type { StagedUnit } from '../review/staged-files'

/** What a derived partition reads: the files of its inputs' partitions now, or as the same backfill has staged them. */
export async function derivedInputs(
  services: Services,
  world: Pick<World, 'facts' | 'graph'>,
  facts: DatasetFacts,
  dt: string,
  staged: readonly StagedUnit[]
): Promise<DerivedInput[]> {
  const edges = world.graph.inputs.get(facts.spec.name) ?? []
  return Promise.all(edges.map((edge) => inputOf(services, world, facts, dt, edge, staged)))
}

async function inputOf(
  services: Services,
  world: Pick<World, 'facts'>,
  { spec }: DatasetFacts,
  dt: string,
  edge: InputEdge,
  staged: readonly StagedUnit[]
): Promise<DerivedInput> {
  const input = world.facts.get(edge.dataset)
  const snapshot = await services.table(edge.dataset).snapshot()
  const pending = pendingOf(staged, edge.dataset)
  const stored = input === undefined ? [] : inputPartitions(edge, spec, dt, withPending(input, pending))
  const parts = await Promise.all(stored.map((part) => partOf(services, edge.dataset, part, snapshot, pending.get(part))))
  const newest = stored.some((part) => pending.has(part)) ? staged.findLast((unit) => unit.dataset === edge.dataset) : undefined
  const schema = newest?.staged.schema ?? snapshot?.schema ?? { columns: [], partitioned: false }
  return {
    ...{ dataset: edge.dataset, schema },
    files: parts.flatMap(({ files }) => files),
    madeFrom: parts.map(({ madeFrom }) => madeFrom)
  }
}

export interface Pending {
  folder: string
  partition: StagedUnit['staged']['partitions'][number]
}

/** By partition: what a backfill has staged of a dataset. */
export function pendingOf(staged: readonly StagedUnit[], dataset: string): Map<string, Pending> {
  const units = staged.filter((unit) => unit.dataset === dataset)
  const changed = units.flatMap(({ folder, staged: { partitions } }) => partitions.map((partition) => ({ folder, partition })))
  return new Map(changed.filter(({ partition }) => partition.change !== 'unchanged').map((one) => [one.partition.dt, one]))
}

/** Partitions that are staged for the first time count as there. */
function withPending(facts: DatasetFacts, pending: ReadonlyMap<string, Pending>): DatasetFacts {
  const fresh = [...pending.keys()].filter((dt) => !facts.partitions.has(dt))
  if (fresh.length === 0) return facts
  const empty = { rows: 0, bytes: 0, files: 0, version: 0, digest: undefined, writtenAt: 0, schemaId: undefined, quarantined: 0 }
  const partitions = new Map(facts.partitions)
  for (const dt of fresh) partitions.set(dt, { ...empty, dt, intervals: undefined, madeFrom: undefined, query: undefined })
  return { ...facts, partitions }
}

async function partOf(
  { store }: Services,
  dataset: string,
  dt: string,
  snapshot: Snapshot | undefined,
  pending: Pending | undefined
): Promise<{ files: string[]; madeFrom: DerivedInput['madeFrom'][number] }> {
  if (pending !== undefined) {
    const { folder, partition } = pending
    const version = (snapshot?.version ?? -1) + 1
    return {
      files: partition.files.map(({ path }) => join(folder, path)),
      madeFrom: { dataset, dt, version, digest: partition.digest }
    }
  }
  const files = filesOf(snapshot, dt)
  const digests = files.map(({ digest }) => digest)
  return {
    files: await localPaths(store, dataset, files),
    madeFrom: { dataset, dt, version: snapshot?.changedIn.get(dt) ?? snapshot?.version ?? 0, digest: combineDigests(digests) }
  }
}
