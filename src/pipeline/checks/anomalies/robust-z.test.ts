import { describe, expect, it } from 'vitest'
import { judgeReturn, judgeSeries, robustZ, type ReturnFacts, type ReturnRules } from '.'

describe('the modified z-score of Iglewicz and Hoaglin', () => {
  it('is 0.6745 (x − median) / MAD, as by hand', () => {
    // Sorted deviations: 0.05 0.05 0.15 0.15 0.15 0.15 0.35 0.35 5.75 5.85.
    const values = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]
    expect(robustZ(8.2, values)?.median).toBe(2.45)
    expect(robustZ(8.2, values)?.z).toBeCloseTo((0.6745 * (8.2 - 2.45)) / 0.15, 10)
  })

  it('goes by the mean deviation where more than half are the same, and by nothing where all are', () => {
    expect(robustZ(7, [5, 5, 5, 5, 5, 5, 5, 9])).toEqual({ median: 5, z: 2 / (1.253314 * 0.5) })
    expect(robustZ(6, [5, 5, 5, 5])).toEqual({ median: 5, z: null })
    expect(robustZ(5, [5, 5, 5, 5])).toEqual({ median: 5, z: 0 })
    expect(robustZ(5 + 1e-12, [5, 5, 5, 5])).toEqual({ median: 5, z: 0 })
    expect(robustZ(5, [])).toBeUndefined()
  })
})

describe('a series', () => {
  const days = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10))

  it('is judged by what came before alone: what comes later changes nothing of it', () => {
    const values = [10, 12, 11, 9, 10, 11, 12, 10, 9, 11, 50, 10, 11, 400]
    const points = values.map((value, index) => ({ dt: `2024-${String(index + 1).padStart(2, '0')}`, value }))
    const whole = judgeSeries(points, 3.5)
    points.forEach((_, index) => expect(judgeSeries(points.slice(0, index + 1), 3.5).at(-1)).toEqual(whole[index]))
    expect(whole.filter(({ anomaly }) => anomaly).map(({ value }) => value)).toEqual([50, 400])
    expect(whole.slice(0, 8).map(({ z }) => z)).toEqual(Array.from({ length: 8 }, () => null))
  })

  it('is judged by the same weekday where days are: a Sunday is as Sundays are', () => {
    const points = days(100).map((dt, index) => ({ dt, value: (index % 7 === 6 ? 100 : 1_000) + (index % 5) }))
    expect(judgeSeries(points, 3.5).filter(({ anomaly, dt }) => anomaly && dt > '2024-02-26')).toEqual([])
    const closed = points.map((point, index) => (index === 98 ? { ...point, value: 100 } : point))
    expect(judgeSeries(closed, 3.5)[98]).toMatchObject({ anomaly: true, median: 1_002 })
  })
})

describe('a return', () => {
  const rules: ReturnRules = { threshold: 3.5, minReturn: 0.15, basis: undefined, krx: false }
  const facts = (change: number, more: Partial<ReturnFacts> = {}): ReturnFacts => ({
    ...{
      entity: '005930',
      date: '2018-05-04',
      before: '2018-05-03',
      marketBefore: '2018-05-03',
      previous: 100,
      value: 100 * (1 + change),
      change
    },
    ...{ median: 0, mad: 0.01, meanDeviation: 0.012, history: 60, market: 0, first: '2018-01-02', since: '2018-01-02' },
    ...more
  })
  const judged = (change: number, more: Partial<ReturnFacts> = {}, own: Partial<ReturnRules> = {}) => {
    const { unusual, note } = judgeReturn(facts(change, more), { ...rules, ...own })
    return [unusual, note]
  }

  it('is unusual where it is large, and far from what the entity does', () => {
    expect(judged(0.2)).toEqual([true, undefined])
    expect(judged(0.14)).toEqual([false, undefined])
    expect(judged(0.2, { mad: 0.1 })).toEqual([false, undefined])
    expect(judged(0.2, { mad: 0, meanDeviation: 0 })).toEqual([true, undefined])
  })

  it.each([-0.98, -0.5, -0.8, -0.9, 1, 4, 9])(
    'of %d is explained as a split where prices are as traded, and told where they are adjusted',
    (change) => {
      expect(judged(change, {}, { basis: 'traded' })).toEqual([false, 'split'])
      expect(judged(change, {}, { basis: 'adjusted' })).toEqual([true, 'unadjusted'])
      expect(judged(change)).toEqual([true, undefined])
    }
  )

  it('is a split within 3 % after what the market did, and no further', () => {
    expect(judged(-0.5 * 1.029, {}, { basis: 'traded' })[1]).toBe('split')
    expect(judged(-0.5 * 0.9, { market: -0.1 }, { basis: 'traded' })[1]).toBe(undefined)
    expect(judged(0.5 * 0.92 - 1, { market: -0.08 }, { basis: 'traded' })[1]).toBe('split')
    expect(judged(-0.45, {}, { basis: 'traded' })).toEqual([true, undefined])
  })

  it('of an entity that has just come is a listing, and judged by nothing', () => {
    expect(judged(1.6, { history: 0, first: '2018-05-03' })).toEqual([false, 'listing'])
    expect(judged(1.6, { history: 7, first: '2018-01-02' })).toEqual([false, undefined])
  })

  it('at the limit of the KRX is noted as such, and above it as what cannot be a day’s move', () => {
    expect(judged(0.2997, {}, { krx: true })).toEqual([true, 'limit'])
    expect(judged(-0.2997, {}, { krx: true })).toEqual([true, 'limit'])
    expect(judged(-0.374, {}, { krx: true })).toEqual([true, 'beyond'])
    // After days on which only the others were traded.
    expect(judged(-0.374, { before: '2018-04-25' }, { krx: true })).toEqual([true, undefined])
    expect(judged(0.2997)).toEqual([true, undefined])
  })
})
