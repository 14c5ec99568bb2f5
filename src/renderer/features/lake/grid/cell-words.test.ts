import { describe, expect, it } from 'vitest'
import type { Partition } from '../../../../pipeline/contract'
import { cellFigure, heldShare, hoursLate } from './cell-words'
import { gridModel } from './slots'

const partition = (change: Partial<Partition>): Partition => ({
  dt: '2021-11',
  state: 'ok',
  rows: 5,
  bytes: 5,
  files: 1,
  version: 1,
  digest: null,
  writtenAt: null,
  schemaId: null,
  quarantined: 0,
  held: null,
  expected: null,
  expectedBy: null,
  provisional: false,
  ...change
})
const now = Date.parse('2021-11-08T12:30:00.000Z')

describe('a cell', () => {
  it('says how much of a partial partition is there', () => {
    const partial = partition({ state: 'partial', held: 5, expected: 22 })
    expect(cellFigure(partial, now)).toBe('5/22')
    expect(heldShare(partial)).toBeCloseTo(5 / 22)
    expect(heldShare(partition({}))).toBeUndefined()
    expect(cellFigure(partition({ held: 22, expected: 22 }), now)).toBeUndefined()
  })

  it('says how many whole hours a late one is late, and nothing of others', () => {
    const late = partition({ state: 'late', expectedBy: '2021-11-08T09:00:00.000Z' })
    expect(hoursLate(late, now)).toBe(3)
    expect(cellFigure(late, now)).toBe('3 h')
    expect(hoursLate(partition({ expectedBy: '2021-11-08T09:00:00.000Z' }), now)).toBeUndefined()
  })

  it('tells closed days, the future and what is out of range apart', () => {
    const days = gridModel([partition({ dt: '2021-11-05' })], 'day', new Map([['2021-11-03', 'a holiday']]), '2021-11-08')
    const absent = (dt: string) => days.slots.find((slot) => slot.dt === dt)?.absent
    expect(['2021-11-03', '2021-11-06', '2021-11-04', '2021-11-09', '2021-11-05'].map(absent)).toEqual([
      'market_closed',
      'market_closed',
      'out_of_range',
      'future',
      undefined
    ])
    const months = gridModel([partition({})], 'month', undefined, '2021-11-08')
    expect(months.slots.map((slot) => slot.absent).slice(9)).toEqual(['out_of_range', undefined, 'future'])
  })
})
