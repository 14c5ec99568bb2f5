import type { DatasetFacts } from '../types'

/** What the newest run makes of a partition; undefined where it says nothing. A run that was cancelled leaves what was there before. */
export function attemptState({ running, troubles }: DatasetFacts, dt: string): 'running' | 'failed' | 'refused' | undefined {
  if (running.has(dt)) return 'running'
  const trouble = troubles.get(dt)?.state
  return trouble === 'cancelled' ? undefined : trouble
}
