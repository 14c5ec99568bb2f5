import type { DatasetSpec, ErrorData } from '../../contract'
import type { SqlReferences } from '../../load/worker-api'
import type { FlowGraph, InputEdge } from '../types'
import { Names, resolveInputs } from './resolve'
import { topologyOf } from './topology'

/**
 * The graph of all datasets. `references` has what the SQL of each derived dataset reads, or why it could not be told (`sql.*`).
 * A reference is found exactly or without case; an input without dates, or of a dataset without dates, is read whole.
 * Problems: `graph.cycle` with the ring, `graph.missing` with the nearest name, and the errors that `references` holds.
 */
export function buildGraph(specs: readonly DatasetSpec[], references: ReadonlyMap<string, SqlReferences | ErrorData>): FlowGraph {
  const names = new Names(specs)
  const inputs = new Map<string, InputEdge[]>()
  const problems = new Map<string, ErrorData>()
  for (const spec of specs) {
    const { edges, problem } = resolveInputs(spec, references.get(spec.name), names)
    inputs.set(spec.name, edges)
    if (problem !== undefined) problems.set(spec.name, problem)
  }
  const topology = topologyOf(inputs)
  for (const [name, problem] of topology.problems) problems.set(name, problem)
  return { order: topology.order, inputs, readers: readersByInput(inputs), problems }
}

function readersByInput(inputs: ReadonlyMap<string, readonly InputEdge[]>): Map<string, string[]> {
  const readers = new Map<string, string[]>([...inputs.keys()].map((name) => [name, []]))
  for (const [name, edges] of inputs) for (const { dataset } of edges) readers.get(dataset)?.push(name)
  for (const list of readers.values()) list.sort()
  return readers
}
