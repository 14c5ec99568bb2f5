import { describe, expect, it } from 'vitest'
import { dataAsOf } from './data-as-of'

const at = '2024-03-05T22:00:00.000Z'
const row = (zone: string, ...ids: string[]) => ({
  zone,
  strip: ids.map((id) => ({ id, state: 'ok' as const, expectedBy: at }))
})

describe('the date as of which data is there', () => {
  it('of hours and minutes is that of their own zone', () => {
    expect(dataAsOf([row('Asia/Seoul', '2024-03-04T23:00Z')])).toBe('2024-03-05')
    expect(dataAsOf([row('America/New_York', '2024-03-05T03:30Z')])).toBe('2024-03-04')
    expect(dataAsOf([row('Asia/Seoul', '2024-03-04T23:00Z'), row('Asia/Seoul', '2024-03-05')])).toBe('2024-03-05')
  })

  it('is the oldest of all, and of a month its last day', () => {
    expect(dataAsOf([row('UTC', '2024-02'), row('UTC', '2024-03-05')])).toBe('2024-02-29')
    expect(dataAsOf([row('UTC', '2024-03-05'), row('UTC')])).toBe('2024-03-05')
    expect(dataAsOf([])).toBeNull()
  })
})
