import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DatasetSpec, ErrorData } from '../../contract'
import type { SqlReferences } from '../../load/worker-api'
import { derived, sourced } from '../testing/specs'
import { buildGraph, describeGraph, readersOf } from '.'

const reads = (of: Record<string, string[] | ErrorData>): ReadonlyMap<string, SqlReferences | ErrorData> =>
  new Map(Object.entries(of).map(([name, tables]) => [name, Array.isArray(tables) ? { tables } : tables]))

const month = { partition: { columns: ['day'], grain: 'month' as const } }
const specs = [
  derived('sector_month', { ...month, inputs: { prices: { lookback: 2 } } }),
  derived('indicators'),
  sourced('prices'),
  sourced('tickers', { partition: undefined })
]
const references = reads({ sector_month: ['indicators', 'TICKERS'], indicators: ['prices', 'tickers'] })

describe('the graph of datasets', () => {
  const graph = buildGraph(specs, references)

  it('puts every dataset after all that it is made from', () => {
    expect(graph.order).toEqual(['prices', 'tickers', 'indicators', 'sector_month'])
    expect(graph.problems).toEqual(new Map())
  })

  it('finds a name without case, and reads a table without dates whole', () => {
    expect(graph.inputs.get('sector_month')).toEqual([
      { dataset: 'indicators', read: 'same', lookback: 0 },
      { dataset: 'tickers', read: 'whole', lookback: 0 }
    ])
  })

  it('keeps how many periods before are read', () => {
    const back = buildGraph(specs, reads({ sector_month: ['prices'], indicators: [] }))
    expect(back.inputs.get('sector_month')).toEqual([{ dataset: 'prices', read: 'same', lookback: 2 }])
  })

  it('knows who is made from a dataset, near and far', () => {
    expect(graph.readers.get('prices')).toEqual(['indicators'])
    expect(readersOf(graph, 'prices')).toEqual(['indicators', 'sector_month'])
    expect(readersOf(graph, 'sector_month')).toEqual([])
  })
})

describe('what a graph refuses', () => {
  it('names the ring of datasets that are made from each other, and leaves out what is behind it', () => {
    const ring = ['a', 'b', 'c', 'behind'].map((name) => derived(name))
    const { order, problems } = buildGraph(
      [...ring, sourced('free')],
      reads({ a: ['c'], b: ['a'], c: ['b', 'free'], behind: ['b'] })
    )
    expect(order).toEqual(['free'])
    expect(problems.get('b')).toMatchObject({
      code: 'graph.cycle',
      message: 'These datasets are made from each other: a → b → c → a.',
      details: { ring: ['a', 'b', 'c'] }
    })
    expect(problems.get('behind')?.message).toBe('behind is made from datasets that are made from each other: a → b → c → a.')
  })

  it('refuses a dataset that reads itself', () => {
    expect(buildGraph([derived('self')], reads({ self: ['self'] })).problems.get('self')).toMatchObject({ code: 'graph.cycle' })
  })

  it.each(['/etc/passwd', 'prices.csv', 'https://example.org/x'])('says of %s that SQL reads datasets, not files', (path) => {
    const { problems } = buildGraph(specs, reads({ indicators: [path] }))
    expect(problems.get('indicators')).toMatchObject({
      code: 'graph.missing',
      hint: expect.stringContaining(`neither files nor addresses: add ${path} as the source`) as string
    })
  })

  it('names a reference that is missing, with the name that was probably meant', () => {
    const { problems, order } = buildGraph(
      specs,
      reads({ sector_month: ['indicaters', 'prices'], indicators: ['nothing_like_it'] })
    )
    expect(problems.get('sector_month')).toMatchObject({
      code: 'graph.missing',
      details: { missing: ['indicaters'], near: 'indicators' }
    })
    expect(problems.get('sector_month')?.hint).toContain('Did you mean "indicators"?')
    expect(problems.get('indicators')?.details).toEqual({ dataset: 'indicators', missing: ['nothing_like_it'] })
    expect(order).toHaveLength(4)
  })

  it('passes on why SQL is refused', () => {
    const error: ErrorData = { code: 'sql.multiple', message: 'Two statements.', retriable: false }
    expect(buildGraph(specs, reads({ indicators: error, sector_month: [] })).problems.get('indicators')).toBe(error)
  })
})

describe('any graph', () => {
  /** References that only point to datasets of smaller numbers have no ring; their names are shuffled. */
  const acyclic = fc
    .array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 1, maxLength: 20 })
    .chain((lists) => fc.shuffledSubarray([...lists.keys()], { minLength: lists.length }).map((names) => ({ lists, names })))

  it('orders inputs before what is made from them, whatever order the files come in', () => {
    fc.assert(
      fc.property(acyclic, ({ lists, names }) => {
        const name = (index: number): string => `d${names[index] ?? 0}`
        const made = lists.map((list, index) => ({
          spec: derived(name(index)),
          tables: index === 0 ? [] : list.map((to) => name(to % index))
        }))
        const table = reads(Object.fromEntries(made.map(({ spec, tables }) => [spec.name, tables])))
        const graph = buildGraph(
          made.map(({ spec }) => spec),
          table
        )
        expect(graph.problems.size).toBe(0)
        expect([...graph.order].sort()).toEqual(made.map(({ spec }) => spec.name).sort())
        for (const { spec, tables } of made) {
          for (const input of tables) expect(graph.order.indexOf(input)).toBeLessThan(graph.order.indexOf(spec.name))
        }
        expect(buildGraph(made.map(({ spec }) => spec).reverse(), table).order).toEqual(graph.order)
      }),
      { numRuns: 100 }
    )
  })
})

describe('the graph as windows show it', () => {
  const secret = sourced('prices', { source: { location: 'https://me:hunter2@data.example/prices?token=abc', format: 'csv' } })
  const shown = describeGraph(buildGraph([...specs.filter(({ name }) => name !== 'prices'), secret], references), [
    secret,
    ...specs.filter(({ name }) => name !== 'prices')
  ])
  const node = (id: string): (typeof shown.nodes)[number] | undefined => shown.nodes.find((one) => one.id === id)

  it('shows collect → lake → warehouse → mart with the longest way from a source', () => {
    const stages = ['source:prices', 'prices', 'indicators', 'sector_month'].map((id) => [node(id)?.stage, node(id)?.depth])
    expect(stages).toEqual([
      ['collect', 0],
      ['lake', 1],
      ['warehouse', 2],
      ['mart', 3]
    ])
  })

  it('keeps a stage that the dataset names', () => {
    const raw: DatasetSpec = sourced('raw', { stage: 'collect' })
    expect(describeGraph(buildGraph([raw], new Map()), [raw]).nodes.at(-1)).toMatchObject({ id: 'raw', stage: 'collect' })
  })

  it('shows sources without their secrets', () => {
    expect(node('source:prices')).toMatchObject({
      kind: 'source',
      dataset: null,
      label: 'https://•••@data.example/prices?token=•••'
    })
  })

  it('draws an edge from each input, and from a source to its table', () => {
    expect(shown.edges).toContainEqual({ from: 'source:prices', to: 'prices', read: 'all', lookback: 0 })
    expect(shown.edges).toContainEqual({ from: 'tickers', to: 'indicators', read: 'whole', lookback: 0 })
  })
})
