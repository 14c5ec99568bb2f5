import type { BackfillPlan } from '../../../../pipeline/contract'

export interface FlowNode {
  dataset: string
  partitions: number
  /** Column and place within it, from 0. */
  column: number
  row: number
}
export interface FlowEdge {
  from: FlowNode
  to: FlowNode
}

/** The datasets that change, from left to right: what is asked for, then what is made from it. */
export function followGraph(plan: Pick<BackfillPlan, 'items' | 'follows' | 'selection'>): {
  nodes: FlowNode[]
  edges: FlowEdge[]
} {
  const counts = new Map<string, number>([[plan.selection.name, plan.items.length]])
  const parents = new Map<string, Set<string>>()
  for (const { dataset, because } of plan.follows) {
    counts.set(dataset, (counts.get(dataset) ?? 0) + 1)
    const known = parents.get(dataset) ?? new Set()
    for (const cause of because) known.add(cause.dataset)
    parents.set(dataset, known)
  }
  const columns = columnsOf([...counts.keys()], parents)
  const filled = new Map<number, number>()
  const nodes = [...counts].map(([dataset, partitions]): FlowNode => {
    const column = columns.get(dataset) ?? 0
    const row = filled.get(column) ?? 0
    filled.set(column, row + 1)
    return { dataset, partitions, column, row }
  })
  const byName = new Map(nodes.map((node) => [node.dataset, node]))
  const edges = nodes.flatMap((to) =>
    [...(parents.get(to.dataset) ?? [])].flatMap((name) => {
      const from = byName.get(name)
      return from === undefined || from === to ? [] : [{ from, to }]
    })
  )
  return { nodes, edges }
}

/** The longest way to each dataset; as many rounds as there are datasets suffice, since the graph has no circle. */
function columnsOf(names: readonly string[], parents: ReadonlyMap<string, ReadonlySet<string>>): Map<string, number> {
  const columns = new Map(names.map((name) => [name, 0]))
  for (let round = 1; round < names.length; round += 1)
    for (const name of names) {
      const before = [...(parents.get(name) ?? [])].map((parent) => columns.get(parent) ?? -1)
      columns.set(name, Math.max(columns.get(name) ?? 0, ...before.map((column) => column + 1)))
    }
  return columns
}
