import { createStore } from 'zustand/vanilla'
import { subscribe } from './subscriptions'

/** How often each dataset has changed since the window opened; `any` counts all. */
export interface LakeChanges {
  any: number
  byName: Readonly<Record<string, number>>
}

export const lakeChanges = createStore<LakeChanges>(() => ({ any: 0, byName: {} }))

export function watchLake(): () => void {
  return subscribe('lake.changed', () => ({}), {
    event: ({ name }) =>
      lakeChanges.setState(({ any, byName }) => ({ any: any + 1, byName: { ...byName, [name]: (byName[name] ?? 0) + 1 } }))
  })
}
