import { inputPartitions } from '../states'
import type { DatasetFacts, World } from '../types'
import type { Durable, SimCommit } from './durable'

type Published = SimCommit['partitions'][number]

/** What a run makes of a partition from what its inputs hold at this moment. */
export function makePartition(durable: Durable, world: World, at: number, dataset: string, dt: string): Published {
  const edges = world.graph.inputs.get(dataset) ?? []
  if (edges.length === 0) return loadPartition(durable, at, dataset, dt)
  const spec = world.facts.get(dataset)?.spec
  const madeFrom = edges.flatMap((edge) => {
    const input = world.facts.get(edge.dataset)
    return input === undefined || spec === undefined
      ? []
      : inputPartitions(edge, spec, dt, input).map((read) => madeFromOf(input, read))
  })
  const rows = madeFrom.reduce(
    (sum, { dataset: input, dt: read }) => sum + (world.facts.get(input)?.partitions.get(read)?.rows ?? 0),
    0
  )
  return { dt, rows, intervals: undefined, madeFrom }
}

export function loadPartition(durable: Durable, at: number, dataset: string, dt: string): Published {
  const arrived = durable.arrivals.filter((arrival) => arrival.dataset === dataset && arrival.dt === dt && arrival.at <= at)
  const intervals = Object.fromEntries(arrived.map(({ interval, rows }) => [interval, rows]))
  return { dt, rows: arrived.reduce((sum, { rows }) => sum + rows, 0), intervals, madeFrom: undefined }
}

function madeFromOf({ spec, partitions }: DatasetFacts, dt: string): NonNullable<Published['madeFrom']>[number] {
  const { version = 0, digest } = partitions.get(dt) ?? {}
  return { dataset: spec.name, dt, version, digest }
}
