import type { JobSpec, JobWork } from '../jobs/job'
import type { CallContext } from '../protocol/dispatch'
import type { Services } from '../services'
import { busyError } from './busy'

/** Starts a job that changes datasets; only one at a time may change each (`load.busy`). */
export async function changeDatasets(
  services: Services,
  names: readonly string[],
  kind: 'load' | 'undo',
  { startedBy, requestId }: CallContext,
  work: JobWork
): Promise<string> {
  const { jobs, busy } = services
  const taken = names.find((name) => busy.has(name))
  if (taken !== undefined) throw busyError(services, taken)
  const title = names.join(', ')
  const spec: JobSpec = { kind, title, dataset: names[0] ?? null, startedBy, requestId, lane: kind === 'load' ? 'load' : 'quick' }
  return jobs.start(spec, work, {
    started: (id) => {
      for (const name of names) busy.set(name, id)
    },
    ended: () => {
      for (const name of names) busy.delete(name)
    }
  })
}
