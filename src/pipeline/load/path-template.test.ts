import { describe, expect, it } from 'vitest'
import { matchPathTemplate, parsePathTemplate } from './path-template'

const match = (template: string, path: string) => matchPathTemplate(parsePathTemplate(template), path)

describe('a path template', () => {
  it('names parts of the end of a path, dates as ISO', () => {
    expect(match('{ticker}/{date:%Y%m%d}_trade.zip', '/data/lean/spy/20131007_trade.zip')).toEqual({
      ticker: 'spy',
      date: '2013-10-07'
    })
    expect(match('dt={month:%Y-%m}/*.csv', 'lake/dt=2023-08/part-1.csv')).toEqual({ month: '2023-08-01' })
    expect(match('{at:%Y%m%d%H%M%S}.csv', '20230831153000.csv')).toEqual({ at: '2023-08-31T15:30:00' })
    expect(match('{a}-{b}-x.csv', '1-2-3-x.csv')).toEqual({ a: '1', b: '2-3' })
  })

  it.each([
    ['{date:%Y%m%d}.csv', '20231301.csv'],
    ['{date:%Y%m%d}.csv', '20230230.csv'],
    ['{date:%Y%m%d}.csv', 'x20230228.csv'],
    ['{ticker}/{date:%Y%m%d}.csv', '20230228.csv'],
    ['a/{x}.csv', 'a/.csv'],
    ['{x}.csv', 'a.csv.gz']
  ])('%s does not fit %s', (template, path) => expect(match(template, path)).toBeUndefined())

  it.each(['{a}{b}', '{a', '{d:%m%d}', '{d:%Y%q}', '{a}/{a}', 'x//y'])('%s is refused with a reason', (template) => {
    expect(() => parsePathTemplate(template)).toThrow(expect.objectContaining({ code: 'dataset.invalid' }) as Error)
  })

  it('reads file names however their Hangul was composed', () => {
    expect(match('시세_{date:%Y%m%d}.csv', '시세_20230801.csv'.normalize('NFD'))).toEqual({ date: '2023-08-01' })
  })

  it('takes linear time on a path that is made to mislead', () => {
    const parsed = parsePathTemplate('*a*a*a*a*a*a*a*a*a*ab')
    const started = performance.now()
    expect(matchPathTemplate(parsed, 'a'.repeat(100_000))).toBeUndefined()
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('never lets a part be read as code or prototype', () => {
    const parts = match('{__proto__}.csv', 'x.csv')
    expect(Object.getPrototypeOf(parts)).toBe(Object.prototype)
  })
})
