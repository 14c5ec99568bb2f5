import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { subscribe } from './subscriptions'

const changes = createStore<{ count: number }>(() => ({ count: 0 }))

/** Follows connections, variables, deliveries and quotas for as long as the window lives. */
export const watchConnections = (): (() => void) =>
  subscribe('connections.changed', () => ({}), { event: () => changes.setState(({ count }) => ({ count: count + 1 })) })

/** Grows when one of them changes. */
export const useConnectionChanges = (): number => useStore(changes, ({ count }) => count)
