import { describe, expect, it } from 'vitest'
import { inputPartitions, partitionsNow, staleness } from '.'
import type { DatasetSpecInput } from '../../contract'
import { factsOf, makeSpec, part, worldOf } from '../testing/dataset'
import type { DatasetFacts, InputEdge, PartitionFacts } from '../types'

const mart = (change: Partial<DatasetSpecInput> = {}) =>
  makeSpec({ name: 'mart', derive: { sql: 'SELECT 1' }, partition: { columns: ['date'], grain: 'month' }, ...change })
const prices = (parts: (string | PartitionFacts)[], grain: 'day' | 'month' = 'month') =>
  factsOf(makeSpec({ partition: { columns: ['date'], grain } }), parts)
const names = (parts: (string | PartitionFacts)[]) => factsOf(makeSpec({ name: 'names' }), parts)
const same: InputEdge = { dataset: 'prices', read: 'same', lookback: 0 }
const whole: InputEdge = { dataset: 'names', read: 'whole', lookback: 0 }
const digest = (text: string) => ({ digest: `test:${text}` })

const world = (made: DatasetFacts, inputs: DatasetFacts[], edges: InputEdge[]) =>
  worldOf('2030-01-01T00:00:00Z', [...inputs, made], { mart: edges })
const states = (made: DatasetFacts, inputs: DatasetFacts[], edges: InputEdge[]) =>
  Object.fromEntries([...partitionsNow(made, world(made, inputs, edges))].map(([dt, { state }]) => [dt, state]))

describe('a derived partition is stale', () => {
  const madeOf = (change: Partial<PartitionFacts>) =>
    part('2024-01', { madeFrom: [{ dataset: 'prices', dt: '2024-01', version: 1, ...digest('aa') }], ...change })
  const reasons = (made: PartitionFacts, inputs: PartitionFacts[], query?: string) => {
    const facts = factsOf(mart(), [made], { query })
    return staleness(facts, world(facts, [prices(inputs)], [same])).get('2024-01')
  }

  it('when its input changed, and says which version it saw and which is there', () => {
    expect(reasons(madeOf({}), [part('2024-01', { version: 7, ...digest('bb') })])).toEqual([
      { what: 'input', dataset: 'prices', dt: '2024-01', seen: 1, now: 7 }
    ])
  })
  it('not when its input was written again with the same rows', () => {
    expect(reasons(madeOf({}), [part('2024-01', { version: 7, ...digest('aa') })])).toBeUndefined()
  })
  it('when its input was written again and no digest, or one of another kind, tells that it is the same', () => {
    expect(reasons(madeOf({}), [part('2024-01', { version: 7 })])).toHaveLength(1)
    expect(reasons(madeOf({}), [part('2024-01', { version: 7, digest: 'other:aa' })])).toHaveLength(1)
  })
  it('when its input went', () => {
    expect(reasons(madeOf({}), [])).toEqual([{ what: 'input', dataset: 'prices', dt: '2024-01', seen: 1, now: null }])
  })
  it('when its query is another one', () => {
    expect(reasons(madeOf({ query: 'q1' }), [part('2024-01', digest('aa'))], 'q2')).toEqual([
      { what: 'query', dataset: 'mart', dt: '2024-01', seen: null, now: null }
    ])
    expect(reasons(madeOf({ query: 'q2' }), [part('2024-01', digest('aa'))], 'q2')).toBeUndefined()
  })
  it('when a day came into its month', () => {
    const facts = factsOf(mart(), [
      part('2024-01', { madeFrom: [{ dataset: 'prices', dt: '2024-01-02', version: 1, ...digest('aa') }] })
    ])
    const inputs = prices([part('2024-01-02', digest('aa')), part('2024-01-03', { version: 2 }), part('2024-02-01')], 'day')
    expect(staleness(facts, world(facts, [inputs], [same])).get('2024-01')).toEqual([
      { what: 'input', dataset: 'prices', dt: '2024-01-03', seen: null, now: 2 }
    ])
    expect(states(facts, [inputs], [same])['2024-01']).toBe('stale')
  })
  it('when a table that is read whole changed', () => {
    const facts = factsOf(mart(), [
      part('2024-01', { madeFrom: [{ dataset: 'names', dt: 'all', version: 3, digest: undefined }] })
    ])
    expect(staleness(facts, world(facts, [names([part('all', { version: 4 })])], [whole])).get('2024-01')).toHaveLength(1)
    expect(staleness(facts, world(facts, [names([part('all', { version: 3 })])], [whole])).size).toBe(0)
  })
  it('not when nobody recorded what it was made from', () => {
    expect(reasons(part('2024-01'), [part('2024-01', { version: 7 })])).toBeUndefined()
  })
})

describe('a derived dataset is expected', () => {
  it('for the periods of its inputs, and nothing between them that they do not have', () => {
    expect(states(factsOf(mart(), []), [prices(['2024-01', '2024-03'])], [same])).toEqual({
      '2024-01': 'missing',
      '2024-03': 'missing'
    })
  })
  it('for months of which its input has days', () => {
    expect(states(factsOf(mart(), []), [prices(['2024-01-31', '2024-02-01'], 'day')], [same])).toEqual({
      '2024-01': 'missing',
      '2024-02': 'missing'
    })
  })
  it('only where all inputs that are read by period have something', () => {
    const rates = factsOf(makeSpec({ name: 'rates', partition: { columns: ['date'], grain: 'month' } }), ['2024-02'])
    const edges = [same, { ...same, dataset: 'rates' }, whole]
    expect(states(factsOf(mart(), []), [prices(['2024-01', '2024-02']), rates, names(['all'])], edges)).toEqual({
      '2024-02': 'missing'
    })
  })
  it('once its inputs are there where it has no partitions', () => {
    const all = factsOf(mart({ partition: undefined }), [])
    expect(states(all, [prices([])], [{ ...same, read: 'whole' }])).toEqual({})
    expect(states(all, [prices(['2024-01'])], [{ ...same, read: 'whole' }])).toEqual({ all: 'missing' })
  })
})

describe('a derived partition reads', () => {
  const input = prices(['2023-11', '2023-12', '2024-01', '2024-02'])
  const days = prices(['2023-12-29', '2024-01-02', '2024-01-31', '2024-02-01'], 'day')
  it('its own period, and those before as far as it looks back', () => {
    expect(inputPartitions(same, mart(), '2024-01', input)).toEqual(['2024-01'])
    expect(inputPartitions({ ...same, lookback: 2 }, mart(), '2024-01', input)).toEqual(['2023-11', '2023-12', '2024-01'])
    expect(inputPartitions({ ...same, lookback: 1 }, mart(), '2024-01', days)).toEqual(['2023-12-29', '2024-01-02', '2024-01-31'])
  })
  it('all of a table that it reads whole, or that has no dates', () => {
    expect(inputPartitions({ ...same, read: 'whole' }, mart(), '2024-01', input)).toHaveLength(4)
    expect(inputPartitions(same, mart(), '2024-01', names(['all']))).toEqual(['all'])
    expect(inputPartitions(same, mart({ partition: undefined }), 'all', input)).toHaveLength(4)
  })
  it('days of business back where its input has a calendar', () => {
    const daily = mart({ partition: { columns: ['date'], grain: 'day' } })
    const krx = factsOf(makeSpec({ calendar: 'krx', partition: { columns: ['date'], grain: 'day' } }), [
      '2024-02-07',
      '2024-02-08',
      '2024-02-13'
    ])
    expect(inputPartitions({ ...same, lookback: 1 }, daily, '2024-02-13', krx)).toEqual(['2024-02-08', '2024-02-13'])
  })
  it('the month of its day', () => {
    expect(inputPartitions(same, mart({ partition: { columns: ['date'], grain: 'day' } }), '2024-01-15', input)).toEqual([
      '2024-01'
    ])
  })
})
