import { describe, expect, it } from 'vitest'
import { derived, sourced } from '../testing/specs'
import { factsOf, partitions, worldOf } from '../testing/worlds'
import { planBackfill } from '.'

/** Monday to Friday, four weeks and another four after a gap. */
const weeks = (monday: string, count: number): string[] =>
  Array.from({ length: count * 7 }, (_, day) => new Date(Date.parse(monday) + day * 86_400_000))
    .filter((date) => date.getUTCDay() % 6 !== 0)
    .map((date) => date.toISOString().slice(0, 10))
const there = partitions([...weeks('2023-01-02', 4), ...weeks('2023-07-03', 4)])
const only = ['missing' as const]

describe('a gap of a dataset without a calendar', () => {
  const world = worldOf(
    [factsOf(sourced('prices'), { partitions: there, source: null }), factsOf(derived('mart'), { partitions: there })],
    {
      mart: ['prices']
    }
  )

  it('is missing, and of days on which data does not usually come nobody says that a market was closed', () => {
    const made = planBackfill(world, { name: 'prices', from: '2023-03-06', to: '2023-03-12', only }, { follow: false })
    expect(made.items.map(({ dt }) => dt)).toEqual(weeks('2023-03-06', 1))
    expect(made.skip.map(({ dt, why }) => [dt, why])).toEqual([
      ['2023-03-11', 'not_selected'],
      ['2023-03-12', 'not_selected']
    ])
  })

  it('is for want of its input in what is made from it', () => {
    const made = planBackfill(world, { name: 'mart', from: '2023-03-06', to: '2023-03-07', only }, { follow: false })
    expect(made.skip.map(({ why, detail }) => [why, detail])).toEqual([
      ['input_missing', 'prices 2023-03-06'],
      ['input_missing', 'prices 2023-03-07']
    ])
  })
})
