import type { ConnectionTest } from '../../../pipeline/contract'
import { jobResult, useJobs } from '../../bridge'

/** The newest finished test of each connection among the jobs that are known. */
export function useLastTests(): ReadonlyMap<string, ConnectionTest> {
  const found = new Map<string, ConnectionTest>()
  for (const job of useJobs()) {
    const result = jobResult('connection-test', job)
    if (result !== undefined && !found.has(job.title)) found.set(job.title, result)
  }
  return found
}
