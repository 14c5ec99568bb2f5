/** Events of one subscription. The connection takes one whenever the client has a credit left. */
export interface EventSource {
  /** The next event, or undefined where none waits; `dropped` counts those that were never given, since the start. */
  take(): { event: unknown; dropped: number } | undefined
  close(): void
}

export type Unsubscribe = () => void

/** Keeps only the newest event and counts those that it replaced. `merge`: what the newest keeps of one that nobody took. */
export function newestOnly<E>(
  subscribe: (push: (event: E) => void) => Unsubscribe,
  wake: () => void,
  merge: (untaken: E, newest: E) => E = (_, newest) => newest
): EventSource {
  let waiting: { event: E } | undefined
  let dropped = 0
  const close = subscribe((event) => {
    if (waiting !== undefined) dropped += 1
    waiting = { event: waiting === undefined ? event : merge(waiting.event, event) }
    wake()
  })
  return {
    take: () => {
      if (waiting === undefined) return undefined
      const { event } = waiting
      waiting = undefined
      return { event, dropped }
    },
    close
  }
}

/**
 * Keeps the newest change of each thing, in the order in which the things changed last, and gives them in batches: a slow client
 * misses states in between, never a thing, and memory stays bounded by the number of things.
 */
export function newestOfEach<E>(
  options: {
    subscribe: (push: (event: E) => void) => Unsubscribe
    key: (event: E) => string
    /** Takes one event out of what waits. */
    batch: (waiting: Map<string, E>) => unknown
    /** Given at once, as one event even where it is empty: the state from which changes are told. */
    initial?: readonly E[]
  },
  wake: () => void
): EventSource {
  const waiting = new Map<string, E>()
  const put = (event: E): void => {
    const key = options.key(event)
    waiting.delete(key)
    waiting.set(key, event)
  }
  options.initial?.forEach(put)
  const close = options.subscribe((event) => {
    put(event)
    wake()
  })
  let owed = options.initial !== undefined
  const take: EventSource['take'] = () => {
    if (waiting.size === 0 && !owed) return undefined
    owed = false
    return { event: options.batch(waiting), dropped: 0 }
  }
  return { take, close }
}

/** For newestOfEach: everything that waits, at most `limit`, as one list. */
export const allOf =
  <E>(limit: number) =>
  (waiting: Map<string, E>): E[] => {
    const batch = [...waiting].slice(0, limit)
    for (const [key] of batch) waiting.delete(key)
    return batch.map(([, event]) => event)
  }

/** For newestOfEach: the one that waits longest. */
export function firstOf<E>(waiting: Map<string, E>): E {
  for (const [key, event] of waiting) {
    waiting.delete(key)
    return event
  }
  throw new RangeError('nothing waits')
}
