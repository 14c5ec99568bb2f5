import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Session } from './session'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-session-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Takes minutes where nobody stops it. */
const ENDLESS = 'SELECT sum(hash(a.range + b.range)) FROM range(1000000) AS a, range(1000000) AS b'

it('stops a statement that would run for minutes within 2 s of the cancel', async () => {
  const stop = new AbortController()
  const updates: number[] = []
  const session = await Session.open(folder, { signal: stop.signal, progress: () => updates.push(performance.now()) })
  let cancelledAt = 0
  setTimeout(() => {
    cancelledAt = performance.now()
    stop.abort()
  }, 1500)
  await expect(session.rows(ENDLESS, { phase: 'reading', from: 0, to: 1 })).rejects.toMatchObject({ code: 'cancelled' })
  expect(performance.now() - cancelledAt).toBeLessThan(2000)
  // At least twice a second while it ran.
  expect(updates.length).toBeGreaterThanOrEqual(3)
  session.close()
})
