import { expect, it } from 'vitest'
import { clockText } from './clock-text'

it('says by how much the clock was set, to what time, and what schedules make of it', () => {
  const at = '2024-03-04T15:00:00.000Z'
  expect(clockText({ at, by: -86_400_000 }, 'Asia/Seoul')).toEqual([
    'The clock was set back by 24 h (to 2024-03-05 00:00): schedules go by what it shows now.'
  ])
  expect(clockText({ at, by: 86_400_000 * 2 }, 'UTC')[0]).toMatch(
    /^The clock was set ahead by 2 days, or the computer slept \(until 2024-03-04 15:00\)/
  )
  expect(clockText(undefined, 'UTC')).toEqual([])
})
