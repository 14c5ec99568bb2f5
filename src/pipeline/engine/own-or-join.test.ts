import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../lib/clock'
import { acquireLock, type HeldLock } from './lock'
import { ownOrJoin, type WaysIn } from './own-or-join'
import { tempFolder } from './testing/temp'
import { createWorkspace } from './workspace'

async function heldWorkspace(): Promise<{ root: string; lock: HeldLock }> {
  const { root } = (await createWorkspace(join(await tempFolder(), 'ws'))).workspace
  const lock = await acquireLock(root)
  if (lock.state === 'owned') throw new Error('somebody else has it')
  return { root, lock }
}
/** A clock on which every look takes an hour. */
function hurried(): Clock {
  let hours = 0
  return { now: () => 0, monotonic: () => (hours += 1) * 3_600_000 }
}
const ways = (change: Partial<WaysIn<string>> = {}): WaysIn<string> => ({
  own: async (lock) => {
    await lock.release()
    return 'own'
  },
  join: ({ url }) => Promise.resolve(`joined ${url}`),
  clock: systemClock,
  waitMs: 60_000,
  ...change
})
const endpoint = { url: 'http://127.0.0.1:4000', token: 't' }

describe('a process that needs a workspace', () => {
  it('starts an engine where none runs, and joins one that does', async () => {
    const { root, lock } = await heldWorkspace()
    await lock.publish(endpoint)
    expect(await ownOrJoin(root, ways())).toBe('joined http://127.0.0.1:4000')
    await lock.release()
    expect(await ownOrJoin(root, ways())).toBe('own')
  })

  it('takes over from an engine that ends instead of answering', async () => {
    const { root, lock } = await heldWorkspace()
    await lock.publish(endpoint)
    const endsInstead = (): Promise<undefined> => lock.release().then(() => undefined)
    expect(await ownOrJoin(root, ways({ join: endsInstead }))).toBe('own')
  })

  it('says who holds it where nobody answers in time', async () => {
    const { root } = await heldWorkspace()
    await expect(ownOrJoin(root, ways({ clock: hurried() }))).rejects.toMatchObject({
      code: 'engine.locked',
      details: { pid: process.pid }
    })
  })

  it('stops waiting once it is told to', async () => {
    const { root } = await heldWorkspace()
    await expect(ownOrJoin(root, ways({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: 'cancelled' })
  })
})
