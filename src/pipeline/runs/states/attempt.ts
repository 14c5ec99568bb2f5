import type { DatasetFacts } from '../types'

/** What the newest run makes of a partition; undefined where it says nothing. */
export function attemptState({ running, troubles }: DatasetFacts, dt: string): 'running' | 'failed' | 'refused' | undefined {
  if (running.has(dt)) return 'running'
  return troubles.get(dt)?.state
}
