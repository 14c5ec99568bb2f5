import { describe, expect, it } from 'vitest'
import { bandsOf, measureChart, type MeasurePoint } from './measure-series'

const point = (dt: string, value: number, median: number | null, z: number | null, anomaly = false): MeasurePoint => ({
  ...{ dt, value, median, z, anomaly }
})
const look = { scheme: 'light', words: { median: 'median' }, tip: ({ dt }: MeasurePoint) => dt, value: String } as const
const series = {
  ...{ dataset: 'prices', measure: 'rows', seasonal: false, threshold: 3.5 },
  points: [
    point('01', 90, null, null),
    point('02', 110, 100, 0.6745),
    point('03', 100, 100, 0),
    point('04', 20, 100, -5.396, true)
  ]
}

describe('the band around a median', () => {
  it('ends where the robust z is the threshold', () => {
    // |110 − 100| has z = 0.6745, so MAD is 10 and the band 3.5 · 10 / 0.6745 wide on each side.
    const [none, first, second] = bandsOf(series)
    expect(none).toBeNull()
    expect(first?.high).toBeCloseTo(100 + 35 / 0.6745, 6)
    expect(second).toEqual(first)
  })
})

describe('the chart of a measure', () => {
  it('draws what is unusual by its shape, at its place and nowhere else', () => {
    const { series: drawn } = measureChart(series, look)
    const scatter = Array.isArray(drawn) ? drawn.at(-1) : undefined
    expect(scatter).toMatchObject({ data: [{ value: '-' }, { value: '-' }, { value: '-' }, { value: 20, symbol: 'diamond' }] })
  })

  it('shows its tooltips without markup, as the page allows none', () => {
    expect(measureChart(series, look).tooltip).toMatchObject({ renderMode: 'richText' })
  })
})
