import { describe, expect, it } from 'vitest'
import { datasetSpec } from '../../contract'
import { sourced } from '../testing/specs'
import { buildGraph, describeGraph, fanOutProblems } from '.'

const collected = datasetSpec.parse({
  format: 1,
  name: 'deals',
  collect: {
    kind: 'http',
    connection: 'molit',
    request: { path: '/deals' },
    answer: { format: 'xml' },
    fanOut: [{ as: 'district', dataset: 'districts', column: 'code' }]
  },
  columns: [{ name: 'day', source: { header: '@dt' }, type: 'date' }]
})
const table = datasetSpec.parse({
  format: 1,
  name: 'orders',
  collect: { kind: 'table', connection: 'shop', table: 'shop.orders' },
  columns: [{ name: 'id', source: { header: 'id' }, type: 'integer' }]
})

describe('a collected dataset in the graph', () => {
  it('has its connection and what is asked of it as its source, and refers to what it takes its questions from', () => {
    const specs = [collected, table, sourced('districts', { partition: undefined })]
    const { nodes, edges } = describeGraph(buildGraph(specs, new Map()), specs)
    expect(nodes.filter(({ kind }) => kind === 'source').map(({ label }) => label)).toEqual([
      'molit · /deals',
      'shop · shop.orders',
      '/data/districts'
    ])
    expect(edges.map(({ from, to, read }) => `${from} ${to} ${read}`)).toEqual([
      'source:deals deals all',
      'districts deals whole',
      'source:orders orders all',
      'source:districts districts all'
    ])
    expect(fanOutProblems(specs)).toEqual([])
  })

  it('cannot run where what it takes its questions from is not there', () => {
    const [found] = fanOutProblems([collected, sourced('district')])
    expect(found).toMatchObject(['deals', { code: 'graph.missing', details: { missing: ['districts'], near: 'district' } }])
  })
})
