import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Partition } from '../../../../pipeline/contract'
import { moveTo } from './keys'
import { barShare, peersOf, unusual } from './peers'
import { inRange, parseRange, rangeBetween } from './range'
import { gridModel, slotIndex } from './slots'
import { visibleBands } from './window'

const partition = (dt: string, rows = 100): Partition => ({
  dt,
  state: rows === 0 ? 'empty' : 'ok',
  rows,
  bytes: rows * 10,
  files: 1,
  version: 1,
  digest: null,
  writtenAt: null,
  schemaId: null,
  quarantined: 0,
  held: null,
  expected: null,
  expectedBy: null,
  provisional: false
})

describe('the grid of a monthly dataset', () => {
  const model = gridModel([partition('2018-11'), partition('2021-03')], 'month', undefined)

  it('is whole years of twelve months, from the first to the last', () => {
    expect(model).toMatchObject({ grain: 'month', years: [2018, 2019, 2020, 2021] })
    expect(model.slots).toHaveLength(48)
    expect(model.slots.filter((slot) => slot.partition !== undefined).map((slot) => slot.dt)).toEqual(['2018-11', '2021-03'])
  })

  it('moves by month and by year, and stays where there is nothing further', () => {
    const at = slotIndex(model, '2018-11')
    expect(model.slots[moveTo(model, at, 'ArrowRight') ?? -1]?.dt).toBe('2018-12')
    expect(model.slots[moveTo(model, at, 'ArrowDown') ?? -1]?.dt).toBe('2019-11')
    expect(moveTo(model, at, 'ArrowUp')).toBe(at)
    expect(moveTo(model, at, 'End')).toBe(47)
    expect(moveTo(model, at, 'x')).toBeUndefined()
  })
})

describe('the grid of a daily dataset', () => {
  const holidays = new Map([['2023-08-15', '광복절']])
  const model = gridModel([partition('2023-08-01'), partition('2023-09-04')], 'day', holidays)

  it('is a block a month, each beginning on its weekday', () => {
    expect(model).toMatchObject({
      blocks: [
        { label: '2023-08', first: 0, days: 31, offset: 1 },
        { label: '2023-09', first: 31, days: 30, offset: 4 }
      ]
    })
    expect(model.slots.map((slot) => slot.dt).at(-1)).toBe('2023-09-30')
  })

  it('shades holidays and weekends only where the dataset follows a calendar', () => {
    expect(model.slots[slotIndex(model, '2023-08-15')]?.closed).toBe('광복절')
    expect(model.slots[slotIndex(model, '2023-08-05')]?.closed).toBe('weekend')
    const plain = gridModel([partition('2023-08-01')], 'day', undefined)
    expect(plain.slots.every((slot) => slot.closed === undefined)).toBe(true)
  })

  it('counts every day once, whatever the range', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, day, (one, other) => {
        const dts = [one, other].map((date) => date.toISOString().slice(0, 10))
        const { slots } = gridModel(
          dts.map((dt) => partition(dt)),
          'day',
          undefined
        )
        const sorted = slots.map((slot) => slot.dt)
        expect(new Set(sorted).size).toBe(sorted.length)
        expect(sorted).toEqual(sorted.toSorted())
        expect(slots.filter((slot) => slot.partition !== undefined)).toHaveLength(new Set(dts).size)
      }),
      { numRuns: 20 }
    )
  })
})

describe('a dataset without dates', () => {
  it('is one place', () =>
    expect(gridModel([partition('all')], null, undefined)).toMatchObject({ grain: 'whole', slots: [{ dt: 'all' }] }))
  it('is no place while nothing was loaded', () => expect(gridModel([], 'month', undefined).slots).toEqual([]))
})

describe('a selected range', () => {
  it('includes both ends, in whichever direction it was drawn', () => {
    const range = rangeBetween('2019-08', '2019-03')
    expect(range).toEqual({ from: '2019-03', to: '2019-08' })
    expect(['2019-02', '2019-03', '2019-08', '2019-09'].map((dt) => inRange(range, dt))).toEqual([false, true, true, false])
  })

  it.each([
    ['2019-03', '2019-08', 'month', true],
    [' 2019-03 ', '2019-03', 'month', true],
    ['2019-08', '2019-03', 'month', false],
    ['2019-13', '2019-14', 'month', false],
    ['2019-03', '2019-08', 'day', false],
    ['2019-03-01', '2019-03-31', 'day', true]
  ] as const)('typed as %s to %s of a %s dataset is accepted: %s', (from, to, grain, accepted) => {
    expect(parseRange(from, to, grain) !== null).toBe(accepted)
  })
})

describe('rows against their peers', () => {
  const rows = [100, 104, 96, 120, 40, 0]
  const peers = peersOf(rows.map((count, index) => partition(`2019-0${index + 1}`, count)))

  it('are measured against the median and the largest, empty partitions left out', () => {
    expect(peers).toEqual({ median: 100, spread: 4, max: 120 })
    expect(barShare(60, peers)).toBe(0.5)
    expect(peersOf([])).toEqual({ median: 0, spread: 0, max: 0 })
  })

  it('are unusual when more than half away from the median', () => {
    expect(unusual(40, peers)).toBeCloseTo(-0.6)
    expect(unusual(120, peers)).toBeUndefined()
    expect(unusual(0, peers)).toBeUndefined()
  })

  it('are not unusual in a dataset whose days differ that much anyway', () => {
    const wild = peersOf([100, 900, 2_000, 3_300, 1_700, 500].map((count, index) => partition(`2019-0${index + 1}`, count)))
    expect(unusual(3_300, wild)).toBeUndefined()
  })
})

describe('the window of a long grid', () => {
  it('draws a few dozen bands of a thousand', () => {
    expect(visibleBands(0, 320, 32, 1000)).toEqual({ first: 0, last: 13 })
    expect(visibleBands(16_000, 320, 32, 1000)).toEqual({ first: 497, last: 513 })
    expect(visibleBands(99_999, 320, 32, 10)).toEqual({ first: 10, last: 10 })
  })
})
