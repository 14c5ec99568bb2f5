import type { ResolvedConnection } from '../../connect/resolved'
import type { WorkContext } from '../../load/worker-api'
import type { JobContext } from '../jobs/job'
import type { Services } from '../services'

/** Asks outside of a collection and counts each request, however it ends. */
export async function askCounted<T>(
  { quotas }: Pick<Services, 'quotas'>,
  { name, target }: Pick<ResolvedConnection, 'name' | 'target'>,
  job: JobContext,
  ask: (context: WorkContext) => Promise<T>
): Promise<T> {
  let requests = 0
  try {
    return await ask({
      signal: job.signal,
      progress: (update) => {
        requests = Math.max(requests, update.requests ?? 0)
        job.progress(update)
      }
    })
  } finally {
    await quotas.count(name, target, requests)
  }
}
