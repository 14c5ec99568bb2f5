import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../lib/clock'
import { AppError } from '../lib/errors'
import { acquireLock, type EngineEndpoint, type HeldLock } from './lock'

const POLL_MS = 50

export interface WaysIn<T> {
  /** Starts an engine under the lock, which is then its own. */
  own: (lock: HeldLock) => Promise<T>
  /** Becomes a client; undefined where that engine does not answer, since it is about to end. */
  join: (endpoint: EngineEndpoint) => Promise<T | undefined>
  clock: Clock
  /** The one that was chosen last where absent. */
  profile?: string | undefined
  /** How long to wait for an owner that cannot be joined: it starts, or is about to end. */
  waitMs: number
  signal?: AbortSignal | undefined
}

/** Reaches a workspace by an engine of our own or the one that runs. Errors: those of acquireLock, `engine.locked`, `cancelled`. */
export async function ownOrJoin<T>(workspace: string, { own, join, clock, profile, waitMs, signal }: WaysIn<T>): Promise<T> {
  const started = clock.monotonic()
  for (;;) {
    const lock = await acquireLock(workspace, profile)
    if (lock.state === 'held') return own(lock)
    const joined = lock.owner.endpoint === undefined ? undefined : await join(lock.owner.endpoint)
    if (joined !== undefined) return joined
    if (clock.monotonic() - started > waitMs) throw locked(workspace, lock.owner.pid)
    if (signal?.aborted === true) throw new AppError('cancelled', 'It was cancelled before it began.')
    await delay(POLL_MS)
  }
}

const locked = (workspace: string, pid: number): AppError =>
  new AppError('engine.locked', `Another Penstock (process ${pid}) holds ${workspace} and does not answer.`, {
    hint: 'Wait until it has ended, or end it, then try again.',
    details: { pid }
  })
