import {
  isCollected,
  isDerived,
  isSourced,
  type CollectSpec,
  type DatasetGraph,
  type DatasetSpec,
  type GraphEdge,
  type GraphNode,
  type StageName
} from '../../contract'
import { redact } from '../../lib/redact'
import type { FlowGraph } from '../types'

/** The graph as windows show it: a node for each dataset and one for each source, whose location has lost its secrets. */
export function describeGraph(graph: FlowGraph, specs: readonly DatasetSpec[]): DatasetGraph {
  const depths = depthsOf(graph, specs)
  const sources = specs.flatMap((spec) => {
    if (isSourced(spec)) return [sourceNode(spec.name, spec.source.location)]
    return isCollected(spec) ? [sourceNode(spec.name, askedAt(spec.collect))] : []
  })
  const tables = specs.map((spec) => datasetNode(graph, spec, depths.get(spec.name) ?? 1))
  return { nodes: [...sources, ...tables], edges: specs.flatMap((spec) => edgesTo(graph, spec)) }
}

/** A dataset that reads a source is 1 away from it; one of a ring has no such way and stands at 1 as well. */
function depthsOf(graph: FlowGraph, specs: readonly DatasetSpec[]): Map<string, number> {
  const depths = new Map<string, number>(specs.map(({ name }) => [name, 1]))
  for (const name of graph.order) {
    const inputs = graph.inputs.get(name) ?? []
    depths.set(name, 1 + Math.max(0, ...inputs.map(({ dataset }) => depths.get(dataset) ?? 1)))
  }
  return depths
}

const sourceId = (name: string): string => `source:${name}`

/** A connection, and what is asked of it: a path or a table. */
const askedAt = (collect: CollectSpec): string =>
  [collect.connection, collect.kind === 'http' ? collect.request.path : collect.table].filter((part) => part !== '').join(' · ')

const sourceNode = (name: string, location: string): GraphNode => ({
  ...{ id: sourceId(name), kind: 'source', stage: 'collect', dataset: null, depth: 0 },
  label: String(redact(location))
})

function datasetNode(graph: FlowGraph, spec: DatasetSpec, depth: number): GraphNode {
  const error = graph.problems.get(spec.name)
  return {
    ...{ id: spec.name, dataset: spec.name, label: spec.name, depth },
    kind: isDerived(spec) ? 'derived' : 'table',
    stage: spec.stage ?? stageOf(graph, spec),
    ...(error === undefined ? {} : { error })
  }
}

/** Told from the graph: what others are made of is worked on further (warehouse), what nobody reads is for people (mart). */
function stageOf(graph: FlowGraph, spec: DatasetSpec): StageName {
  if (!isDerived(spec)) return 'lake'
  return (graph.readers.get(spec.name) ?? []).length > 0 ? 'warehouse' : 'mart'
}

function edgesTo(graph: FlowGraph, spec: DatasetSpec): GraphEdge[] {
  const read: GraphEdge[] = isDerived(spec) ? [] : [{ from: sourceId(spec.name), to: spec.name, read: 'all', lookback: 0 }]
  const inputs = graph.inputs.get(spec.name) ?? []
  return [
    ...read,
    ...referencesOf(graph, spec),
    ...inputs.map(({ dataset, read, lookback }) => ({ from: dataset, to: spec.name, read, lookback }))
  ]
}

/** Datasets that name what a collected one is asked for. They are read whole, and make nothing stale: their rows are not in it. */
function referencesOf({ order }: FlowGraph, { name, collect }: DatasetSpec): GraphEdge[] {
  if (collect?.kind !== 'http') return []
  const named = collect.fanOut.flatMap((fan) => ('dataset' in fan && order.includes(fan.dataset) ? [fan.dataset] : []))
  return [...new Set(named)].map((from) => ({ from, to: name, read: 'whole', lookback: 0 }))
}
