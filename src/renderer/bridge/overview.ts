import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ErrorData, Overview } from '../../pipeline/contract'
import { call } from './calls'
import { connection } from './connection'
import { subscribe } from './subscriptions'

/** How long changes are gathered before the overview is asked for again, in ms: a backfill changes it often. */
const GATHER_MS = 300

export interface OverviewState {
  /** The newest answer; it stays while another is on its way. */
  value: Overview | undefined
  error: ErrorData | undefined
  /** Grows with each answer. */
  answers: number
}

/** One for the window: the screen, the status bar and the window's title show the same number. */
const overviewStore = createStore<OverviewState>(() => ({ value: undefined, error: undefined, answers: 0 }))

/** Asks again at once. */
export async function reloadOverview(): Promise<void> {
  const outcome = await call('overview.get', {})
  if (outcome.ok) overviewStore.setState(({ answers }) => ({ value: outcome.value, error: undefined, answers: answers + 1 }))
  else if (outcome.error.code !== 'engine.gone' && outcome.error.code !== 'cancelled')
    overviewStore.setState({ error: outcome.error })
}

/** Follows the overview for as long as the window lives. */
export function watchOverview(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      void reloadOverview()
    }, GATHER_MS)
  }
  if (connection.getState().client !== null) void reloadOverview()
  const stopAsking = connection.subscribe((now, before) => {
    if (now.client !== null && now.client !== before.client) void reloadOverview()
  })
  const stop = subscribe('overview.changed', () => ({}), { event: soon })
  return () => {
    clearTimeout(timer)
    stopAsking()
    stop()
  }
}

export const useOverview = (): OverviewState => useStore(overviewStore)
/** How many datasets need somebody; undefined until it is known. */
export const useNeeding = (): number | undefined => useStore(overviewStore, ({ value }) => value?.needing)
