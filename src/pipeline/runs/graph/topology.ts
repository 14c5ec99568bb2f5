import type { ErrorData } from '../../contract'
import type { InputEdge } from '../types'

export interface Topology {
  /** Inputs before what is made of them; among equals by name. */
  order: string[]
  /** Of datasets in a ring, and of those behind one. */
  problems: Map<string, ErrorData>
}

/** Puts every dataset after all that it is made from; rings, and what waits behind them, are left out and named. */
export function topologyOf(inputs: ReadonlyMap<string, readonly InputEdge[]>): Topology {
  const order: string[] = []
  const placed = new Set<string>()
  let waiting = [...inputs.keys()].sort()
  for (;;) {
    const still: string[] = []
    for (const name of waiting) {
      if ((inputs.get(name) ?? []).every(({ dataset }) => placed.has(dataset))) {
        order.push(name)
        placed.add(name)
      } else still.push(name)
    }
    if (still.length === waiting.length) return { order, problems: ringsOf(still, inputs) }
    waiting = still
  }
}

function ringsOf(left: readonly string[], inputs: ReadonlyMap<string, readonly InputEdge[]>): Map<string, ErrorData> {
  const among = new Set(left)
  return new Map(left.map((name) => [name, cycleError(name, ringFrom(name, among, inputs))]))
}

/** Follows unplaced inputs until one comes again: every unplaced dataset has at least one, so this ends in a ring. */
function ringFrom(name: string, among: ReadonlySet<string>, inputs: ReadonlyMap<string, readonly InputEdge[]>): string[] {
  const path: string[] = []
  const seen = new Map<string, number>()
  let at: string | undefined = name
  while (at !== undefined && !seen.has(at)) {
    seen.set(at, path.length)
    path.push(at)
    at = (inputs.get(at) ?? [])
      .map(({ dataset }) => dataset)
      .filter((dataset) => among.has(dataset))
      .sort()[0]
  }
  return at === undefined ? path : path.slice(seen.get(at))
}

function cycleError(name: string, ring: readonly string[]): ErrorData {
  const start = ring.indexOf([...ring].sort()[0] ?? '')
  // The ring was walked from each dataset to its input; it is told the way that data flows.
  const path = [...ring.slice(0, start + 1).reverse(), ...ring.slice(start + 1).reverse()]
  const round = [...path, path[0]].join(' → ')
  const inside = ring.includes(name)
  return {
    code: 'graph.cycle',
    message: inside
      ? `These datasets are made from each other: ${round}.`
      : `${name} is made from datasets that are made from each other: ${round}.`,
    retriable: false,
    hint: 'Change the SQL of one of them so that it no longer reads the next.',
    details: { dataset: name, ring: path }
  }
}
