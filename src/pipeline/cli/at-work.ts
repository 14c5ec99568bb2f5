import { finalStates, type BackfillSummary, type EngineClient } from '../contract'
import { ask } from './client'

/** Whether somebody is at work on a backfill, here or in another process. */
export async function isAtWork(
  client: EngineClient,
  { job, finishedAt }: Pick<BackfillSummary, 'job' | 'finishedAt'>
): Promise<boolean> {
  if (job === null || finishedAt !== null) return false
  const { state } = await ask(client, 'jobs.get', { id: job })
  return !finalStates.includes(state)
}
