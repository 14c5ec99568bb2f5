import { throwIfAborted } from '../../lib/abort'

/** Lets work of one name go one after the other, in the order in which it came. */
export class Turns {
  private readonly last = new Map<string, Promise<void>>()

  /** `cancelled` where `signal` fires before its turn comes. */
  async take<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(name) ?? Promise.resolve()
    const own = Promise.withResolvers<undefined>()
    const mine = before.then(() => own.promise)
    this.last.set(name, mine)
    try {
      await untilAborted(before, signal)
      throwIfAborted(signal)
      return await work()
    } finally {
      own.resolve(undefined)
      if (this.last.get(name) === mine) this.last.delete(name)
    }
  }
}

/** Resolves at whichever comes first. */
export async function untilAborted(awaited: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const aborted = Promise.withResolvers<undefined>()
  const stop = (): void => aborted.resolve(undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    await Promise.race([awaited, aborted.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
