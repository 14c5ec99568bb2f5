import type { FlowGraph } from '../types'

/** All datasets that are made from this one, near and far, in the order in which they are made; those of a ring last, by name. */
export function readersOf(graph: Pick<FlowGraph, 'order' | 'readers'>, name: string): string[] {
  const found = new Set<string>()
  const next = [...(graph.readers.get(name) ?? [])]
  for (let reader = next.pop(); reader !== undefined; reader = next.pop()) {
    if (found.has(reader) || reader === name) continue
    found.add(reader)
    next.push(...(graph.readers.get(reader) ?? []))
  }
  const placed = graph.order.filter((dataset) => found.delete(dataset))
  return [...placed, ...[...found].sort()]
}
