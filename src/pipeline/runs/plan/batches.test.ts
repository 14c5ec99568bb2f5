import { describe, expect, it } from 'vitest'
import { derived, sourced } from '../testing/specs'
import { factsOf } from '../testing/worlds'
import { batchesOf, MOST_BYTES } from './batches'
import type { Chosen } from './chosen'

const month = (index: number, why: Chosen['why'] = 'missing'): Chosen => ({
  dt: `20${10 + Math.floor(index / 12)}-${1 + (index % 12)}`,
  why
})
const months = (count: number): Chosen[] => Array.from({ length: count }, (_, index) => month(index))
const mart = factsOf(derived('mart'))

describe('the partitions of a derived table', () => {
  it('are made 64 together where they read little', () => {
    const sizes = months(90).map(() => 1000)
    expect(batchesOf(mart, months(90), sizes).map(({ length }) => length)).toEqual([64, 26])
  })

  it('are made together only as far as they read no more than the bound, and a larger one by itself', () => {
    const sizes = [MOST_BYTES / 2, MOST_BYTES / 2, 1, MOST_BYTES + 1, 1]
    expect(batchesOf(mart, months(5), sizes).map(({ length }) => length)).toEqual([2, 1, 1, 1])
  })

  it('are each made by themselves after they failed', () => {
    expect(batchesOf(mart, [month(0), month(1, 'failed'), month(2, 'failed'), month(3)], [1, 1, 1, 1])).toHaveLength(4)
  })
})

it('a sequential dataset is made partition by partition', () => {
  expect(batchesOf(factsOf(sourced('prices', { runs: { sequential: true } })), months(3))).toHaveLength(3)
})
