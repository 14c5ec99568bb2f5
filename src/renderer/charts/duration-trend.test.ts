import { describe, expect, it } from 'vitest'
import { durationTrend, median, type DurationPoint } from './duration-trend'

const point = (run: string, seconds: number, outlier = false): DurationPoint => ({
  ...{ run, seconds, outlier, partitions: 1 },
  at: '2023-09-01T00:00:00.000Z'
})
const look = { scheme: 'light', zone: 'Asia/Seoul', words: { seconds: 's', outlier: 'unusual', median: 'median' } } as const

describe('the trend of durations', () => {
  it('has a median that one slow run does not move', () => {
    expect(median([1, 2, 90])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(median([])).toBe(0)
  })

  it('draws outliers by shape and size, not by colour alone', () => {
    const option = durationTrend([point('1', 1), point('2', 30, true)], look)
    expect(option.series).toMatchObject([
      {
        data: [
          { value: 1, symbol: 'circle' },
          { value: 30, symbol: 'diamond' }
        ]
      }
    ])
    expect(option.xAxis).toMatchObject({ data: ['09-01 09:00', '09-01 09:00'] })
  })

  it('shows its tooltips without markup, as the page allows none', () => {
    expect(durationTrend([], look).tooltip).toMatchObject({ renderMode: 'richText' })
  })
})
