import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../calendar'
import { expectedPartitions } from './expected'

const days = (from: string, to: string): string[] => {
  const out: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) out.push(new Date(at).toISOString().slice(0, 10))
  return out
}
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(date).getUTCDay())

describe('partitions that one expects', () => {
  it('are all months between the first and the last', () => {
    expect(expectedPartitions(['2023-11', '2024-02'], 'month', undefined)).toEqual(['2023-11', '2023-12', '2024-01', '2024-02'])
  })

  it('are Monday to Friday where little is there yet', () => {
    expect(expectedPartitions(['2024-01-04', '2024-01-09'], 'day', undefined)).toEqual([
      '2024-01-04',
      '2024-01-05',
      '2024-01-08',
      '2024-01-09'
    ])
  })

  it('are the weekdays on which the data usually has a partition: a shop that is closed on Saturdays misses none', () => {
    const open = days('2023-01-01', '2023-06-30').filter((date) => new Date(date).getUTCDay() !== 6)
    const gap = '2023-03-15'
    const expected = expectedPartitions(
      open.filter((date) => date !== gap),
      'day',
      undefined
    )
    expect(expected).toEqual(open)
  })

  it('are the trading days of the calendar where it knows them', () => {
    const calendar = createCalendar({
      format: 1,
      id: 'x',
      title: { ko: 'x', en: 'x' },
      zone: 'Asia/Seoul',
      session: { open: '09:00', close: '15:30' },
      coverage: { from: '2024-01-01', to: '2024-12-31' },
      asOf: '2024-01-01',
      source: 'test',
      closed: [{ date: '2024-02-09', ko: '설날', en: 'Seollal' }],
      sessions: []
    })
    const expected = expectedPartitions(['2024-02-08', '2024-02-13'], 'day', calendar)
    expect(expected).toEqual(['2024-02-08', '2024-02-12', '2024-02-13'])
  })

  it('are none where a stray date would make them endless', () => {
    expect(expectedPartitions(['0001-01-01', '9999-12-31'], 'day', undefined)).toEqual([])
  })

  it('are found fast for 10,000 days', () => {
    const present = days('1990-01-01', '2028-04-01').filter((date) => !isWeekend(date))
    const before = performance.now()
    expect(expectedPartitions(present, 'day', undefined)).toHaveLength(present.length)
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})
