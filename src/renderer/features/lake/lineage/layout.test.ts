import { describe, expect, it } from 'vitest'
import type { DatasetGraph, GraphNode, StageName } from '../../../../pipeline/contract'
import { lineageOf } from './layout'

const node = (id: string, stage: StageName, depth: number): GraphNode => ({
  id,
  kind: depth === 0 ? 'source' : depth === 1 ? 'table' : 'derived',
  stage,
  dataset: depth === 0 ? null : id,
  label: id,
  depth
})
const edge = (from: string, to: string): DatasetGraph['edges'][number] => ({ from, to, read: 'same', lookback: 0 })
const graph: DatasetGraph = {
  nodes: [
    node('source:close', 'collect', 0),
    node('source:sector', 'collect', 0),
    node('source:rates', 'collect', 0),
    node('close', 'lake', 1),
    node('sector', 'lake', 1),
    node('rates', 'lake', 1),
    node('monthly', 'mart', 2),
    node('summary', 'mart', 3),
    node('indicators', 'mart', 2)
  ],
  edges: [
    edge('source:close', 'close'),
    edge('source:sector', 'sector'),
    edge('source:rates', 'rates'),
    edge('close', 'monthly'),
    edge('sector', 'monthly'),
    edge('monthly', 'summary'),
    edge('close', 'indicators')
  ]
}
const ids = (name: string): string[] =>
  lineageOf(graph, name)
    .nodes.map(({ node: { id } }) => id)
    .sort()

describe('the lineage of a dataset', () => {
  it('is all that it is made from and all that is made of it, and nothing else', () => {
    expect(ids('monthly')).toEqual(['close', 'monthly', 'sector', 'source:close', 'source:sector', 'summary'])
    expect(ids('close')).toEqual(['close', 'indicators', 'monthly', 'source:close', 'summary'])
    expect(ids('rates')).toEqual(['rates', 'source:rates'])
  })

  it('stands in columns by stage, a mart of a mart to the right of it, each place taken once', () => {
    const { nodes, stages, columns } = lineageOf(graph, 'close')
    expect(stages).toEqual([
      { stage: 'collect', first: 0, columns: 1 },
      { stage: 'lake', first: 1, columns: 1 },
      { stage: 'mart', first: 2, columns: 2 }
    ])
    expect(columns).toBe(4)
    expect(nodes.find(({ node: { id } }) => id === 'summary')?.column).toBe(3)
    expect(new Set(nodes.map(({ column, line }) => `${column} ${line}`)).size).toBe(nodes.length)
  })

  it('ends where datasets are made from each other', () => {
    const ring: DatasetGraph = { nodes: [node('a', 'mart', 1), node('b', 'mart', 1)], edges: [edge('a', 'b'), edge('b', 'a')] }
    expect(lineageOf(ring, 'a').nodes).toHaveLength(2)
  })
})
