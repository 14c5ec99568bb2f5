import type { DatasetSpec, Partition } from '../../contract'
import { toInstant } from '../../lib/clock'
import { partitionsNow } from '../../runs/states'
import type { DatasetFacts, PartitionFacts, StateOf, World } from '../../runs/types'
import { datasetFacts } from '../facts/dataset-facts'
import { flowGraph, usableSpecs, worldNow } from '../facts/world'
import type { Services } from '../services'

/** All partitions of a dataset in ascending order: those in the table, those expected, those at work or in trouble. */
export async function listPartitions(services: Services, spec: DatasetSpec): Promise<Partition[]> {
  const world = await worldAround(services, spec)
  const facts = world.facts.get(spec.name)
  return facts === undefined ? [] : partitionsIn(facts, world)
}

/** Partitions of one dataset as contract data. */
function partitionsIn(facts: DatasetFacts, world: Pick<World, 'graph' | 'facts' | 'now'>): Partition[] {
  return [...partitionsNow(facts, world)].map(([dt, state]) => partitionOf(dt, facts, state))
}

/** A sourced dataset hangs on nothing else: its inputs need not be looked at. */
async function worldAround(services: Services, spec: DatasetSpec): Promise<Pick<World, 'graph' | 'facts' | 'now'>> {
  if (spec.derive !== undefined) {
    const world = await worldNow(services, { sources: false })
    if (!world.facts.has(spec.name)) await datasetFacts(services, spec, { sources: false })
    return world
  }
  const facts = await datasetFacts(services, spec, { sources: false })
  const graph = await flowGraph(services, await usableSpecs(services))
  return { graph, facts: new Map([[spec.name, facts]]), now: services.clock.now() }
}

function partitionOf(dt: string, { partitions, troubles }: DatasetFacts, state: StateOf): Partition {
  const error = state.state === 'failed' || state.state === 'refused' ? troubles.get(dt)?.error : undefined
  return {
    ...(content(partitions.get(dt)) ?? absent),
    dt,
    state: state.state,
    held: state.held,
    expected: state.expected,
    expectedBy: state.dueAt === null ? null : toInstant(state.dueAt),
    provisional: state.provisional,
    ...(state.stale.length === 0 ? {} : { stale: state.stale }),
    ...(error === undefined ? {} : { error })
  }
}

type Content = Omit<Partition, 'dt' | 'state' | 'held' | 'expected' | 'expectedBy' | 'provisional'>

function content(facts: PartitionFacts | undefined): Content | undefined {
  if (facts === undefined) return undefined
  const { rows, bytes, files, version, digest, writtenAt, schemaId, quarantined } = facts
  return {
    ...{ rows, bytes, files, version, quarantined },
    digest: digest ?? null,
    writtenAt: toInstant(writtenAt),
    schemaId: schemaId ?? null
  }
}

const absent: Content = {
  ...{ rows: 0, bytes: 0, files: 0, quarantined: 0 },
  ...{ version: null, digest: null, writtenAt: null, schemaId: null }
}
