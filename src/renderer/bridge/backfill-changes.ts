import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { BackfillSummary } from '../../pipeline/contract'
import { subscribe } from './subscriptions'

/** How long changes are gathered before what is shown is asked for again, in ms: a backfill of thousands changes often. */
const GATHER_MS = 300

interface BackfillChanges {
  /** Newest summary of each backfill that changed since the window opened. */
  byId: ReadonlyMap<string, BackfillSummary>
  /** How often each was told to have changed, gathered; `any` counts all. */
  counts: Readonly<Record<string, number>>
  any: number
}

const changes = createStore<BackfillChanges>(() => ({ byId: new Map(), counts: {}, any: 0 }))

/** Follows all backfills for as long as the window lives. */
export function watchBackfills(): () => void {
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    timer = undefined
    changes.setState(({ counts, any }) => ({
      any: any + 1,
      counts: { ...counts, ...Object.fromEntries([...waiting].map((id) => [id, (counts[id] ?? 0) + 1])) }
    }))
    waiting.clear()
  }
  const stop = subscribe('backfills.changed', () => ({}), {
    event: (summary) => {
      changes.setState(({ byId }) => ({ byId: new Map(byId).set(summary.id, summary) }))
      waiting.add(summary.id)
      timer ??= setTimeout(tell, GATHER_MS)
    }
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Grows when a backfill changes, or any with `*`. */
export const useBackfillChanges = (id: string): number =>
  useStore(changes, ({ counts, any }) => (id === '*' ? any : (counts[id] ?? 0)))

/** The newest summary that was told of a backfill; undefined until it changes. */
export const useBackfillProgress = (id: string): BackfillSummary | undefined => useStore(changes, ({ byId }) => byId.get(id))
