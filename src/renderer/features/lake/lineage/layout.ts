import { stageNames, type DatasetGraph, type GraphEdge, type GraphNode, type StageName } from '../../../../pipeline/contract'

export interface PlacedNode {
  node: GraphNode
  /** Column and line, from 0. */
  column: number
  line: number
}
export interface Lineage {
  nodes: PlacedNode[]
  edges: GraphEdge[]
  /** Which columns each stage takes: the first and how many. */
  stages: { stage: StageName; first: number; columns: number }[]
  columns: number
  lines: number
}

/** What a dataset is made from and what is made of it, near and far, in columns by stage and, within one, by depth. */
export function lineageOf(graph: DatasetGraph, name: string): Lineage {
  const ids = new Set([...reach(graph, name, 'to', 'from'), ...reach(graph, name, 'from', 'to')])
  const nodes = graph.nodes.filter(({ id }) => ids.has(id))
  const edges = graph.edges.filter(({ from, to }) => ids.has(from) && ids.has(to))
  const keys = columnKeys(nodes)
  const placed = place(nodes, edges, keys)
  const stages = stageNames.flatMap((stage) => {
    const own = keys.flatMap((key, column) => (key.stage === stage ? [column] : []))
    return own[0] === undefined ? [] : [{ stage, first: own[0], columns: own.length }]
  })
  return { nodes: placed, edges, stages, columns: keys.length, lines: Math.max(0, ...placed.map(({ line }) => line + 1)) }
}

/** All that is reached from a node over edges in one direction, itself included. */
function reach({ edges }: DatasetGraph, start: string, at: 'from' | 'to', next: 'from' | 'to'): Set<string> {
  const found = new Set([start])
  for (const id of found) for (const edge of edges) if (edge[at] === id) found.add(edge[next])
  return found
}

interface ColumnKey {
  stage: StageName
  depth: number
}

const sameColumn = (key: ColumnKey, node: GraphNode): boolean => key.stage === node.stage && key.depth === node.depth

function columnKeys(nodes: readonly GraphNode[]): ColumnKey[] {
  const keys: ColumnKey[] = []
  for (const node of nodes) if (!keys.some((key) => sameColumn(key, node))) keys.push({ stage: node.stage, depth: node.depth })
  return keys.sort((a, b) => stageNames.indexOf(a.stage) - stageNames.indexOf(b.stage) || a.depth - b.depth)
}

/** Within a column a node stands near the middle of what it is made from, so that few lines cross. */
function place(nodes: readonly GraphNode[], edges: readonly GraphEdge[], keys: readonly ColumnKey[]): PlacedNode[] {
  const lines = new Map<string, number>()
  return keys.flatMap((key, column) => {
    const wanted = nodes
      .filter((node) => sameColumn(key, node))
      .map((node) => ({ node, at: middle(edges.filter(({ to }) => to === node.id).map(({ from }) => lines.get(from))) }))
      .sort((a, b) => a.at - b.at || a.node.label.localeCompare(b.node.label))
    return wanted.map(({ node }, line) => {
      lines.set(node.id, line)
      return { node, column, line }
    })
  })
}

function middle(lines: readonly (number | undefined)[]): number {
  const known = lines.filter((line) => line !== undefined)
  return known.length === 0 ? 0 : known.reduce((sum, line) => sum + line, 0) / known.length
}
