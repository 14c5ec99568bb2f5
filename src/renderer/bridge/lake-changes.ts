import { createStore } from 'zustand/vanilla'
import { jobs, type JobsState } from './jobs'
import { subscribe } from './subscriptions'

/** How often each dataset has changed since the window opened; `any` counts all. */
export interface LakeChanges {
  any: number
  byName: Readonly<Record<string, number>>
}

export const lakeChanges = createStore<LakeChanges>(() => ({ any: 0, byName: {} }))

const count = (name: string): void =>
  lakeChanges.setState(({ any, byName }) => ({ any: any + 1, byName: { ...byName, [name]: (byName[name] ?? 0) + 1 } }))

/** Commits, and loads that began or ended: the states of partitions change with both. */
export function watchLake(): () => void {
  const stopJobs = jobs.subscribe((now, before) => datasetsTouched(now, before).forEach(count))
  const stop = subscribe('lake.changed', () => ({}), { event: ({ name }) => count(name) })
  return () => {
    stopJobs()
    stop()
  }
}

/** Datasets of which a load or undo began or ended between two moments; none for the first that is told of all jobs. */
export function datasetsTouched(now: JobsState, before: JobsState): string[] {
  if (before.rev === 0 || now.instance !== before.instance) return []
  const touched = [...now.byId.values()].filter(
    ({ id, kind, state }) => (kind === 'load' || kind === 'undo' || kind === 'backfill') && before.byId.get(id)?.state !== state
  )
  return [...new Set(touched.flatMap(({ dataset }) => (dataset === null ? [] : [dataset])))]
}
