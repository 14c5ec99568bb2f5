import { expect, test } from 'vitest'
import { restartDelay } from './restart-delay'

test('An engine that dies once is back within a fifth of a second; one that keeps dying is tried ever more rarely, up to 10 s.', () => {
  let failures = 0
  const delays = Array.from({ length: 8 }, () => {
    const next = restartDelay(failures, 100)
    failures = next.failures
    return next.delayMs
  })
  expect(delays).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000])
})

test('An engine that ran for half a minute starts the count anew.', () => {
  expect(restartDelay(6, 30_000)).toEqual({ delayMs: 200, failures: 1 })
})
