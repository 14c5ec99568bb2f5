import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectionTarget } from '../../contract'
import { openState, type StateStore } from '../../store'
import { standingClock } from '../testing/hand-clock'
import { Quotas } from './quotas'

/** Noon in Seoul, where the quota starts anew at 00:05. */
const NOON = Date.parse('2026-04-02T03:00:00Z')
const NEXT = Date.parse('2026-04-02T15:05:00Z')
const MINUTE = 60_000
const target = connectionTarget.parse({ kind: 'http', baseUrl: 'https://example.com', limits: { perDay: 10 } })

let folder = ''
let state: StateStore
let clock: ReturnType<typeof standingClock>
let quotas: Quotas
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-quotas-'))
  state = await openState(join(folder, 'state.db'), NOON)
  clock = standingClock(NOON)
  quotas = new Quotas(state, clock)
})
afterEach(async () => {
  state.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a server that takes no more requests', () => {
  it('without a word is left alone for growing minutes, and for one again once it has answered', async () => {
    const waited: number[] = []
    for (let times = 0; times < 8; times += 1) {
      await quotas.refused('api', target)
      const until = quotas.resumesAt('api', target)
      waited.push((until - clock.now()) / MINUTE)
      expect(quotas.left('api', target)).toBe(0)
      clock.set(until)
      expect(quotas.left('api', target)).toBe(10)
    }
    expect(waited).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    quotas.answered('api')
    await quotas.refused('api', target)
    expect(quotas.resumesAt('api', target)).toBe(clock.now() + MINUTE)
  })

  it('is left alone until it says, but never beyond the day of the quota', async () => {
    await quotas.exhaust('api', target, NOON + 90 * MINUTE)
    expect(quotas.resumesAt('api', target)).toBe(NOON + 90 * MINUTE)
    await quotas.exhaust('api', target, NOON + 999_999_999_000)
    expect(quotas.resumesAt('api', target)).toBe(NEXT)
    clock.set(NEXT)
    expect(quotas.left('api', target)).toBe(10)
    await quotas.exhaust('api', target)
    expect(quotas.resumesAt('api', target)).toBe(NEXT + 24 * 60 * MINUTE)
  })

  it('is asked at once where its connection is another one, within what was counted', async () => {
    await quotas.count('api', target, 4)
    await quotas.exhaust('api', target)
    await quotas.forget('api')
    expect(quotas.left('api', target)).toBe(6)
  })
})
