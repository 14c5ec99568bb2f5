import { expect, it } from 'vitest'
import { sourced } from '../testing/specs'
import { factsOf, partitions, worldOf } from '../testing/worlds'
import { planBackfill } from '.'

const file = (modifiedMs: number, dt: string | null = null) => ({ name: 'a.csv', bytes: 1, modifiedMs, dt })
const there = partitions(['2023-08-01'], { writtenAt: 1000 })

const warned = (facts: Parameters<typeof factsOf>[1], selection: { from?: string; to?: string; dts?: string[] } = {}): string[] =>
  (
    planBackfill(
      worldOf([factsOf(sourced('prices'), facts)], {}),
      { name: 'prices', only: 'all', ...selection },
      { follow: false }
    ).warnings ?? []
  ).map(({ code }) => code)

it('files that came since, and of which only the rows say the partitions, are told of where the selection is open', () => {
  expect(warned({ source: [file(1)] })).toEqual(['source.unread'])
  expect(warned({ partitions: there, source: [file(2000)] })).toEqual(['source.unread'])
  expect(warned({ partitions: there, source: [file(2000)] }, { from: '2023-08-01' })).toEqual(['source.unread'])
})

it('nothing is told where all was read, the paths name the partitions, or the selection does', () => {
  expect(warned({ partitions: there, source: [file(999)] })).toEqual([])
  expect(warned({ partitions: there, source: [file(2000, '2023-08-01')] })).toEqual([])
  expect(warned({ partitions: there, source: [file(2000)] }, { from: '2023-08-01', to: '2023-08-04' })).toEqual([])
  expect(warned({ partitions: there, source: [file(2000)] }, { dts: ['2023-08-01'] })).toEqual([])
})
