import type { ErrorData, JobKind, JobResultOf, JobSnapshot, MethodName, Outcome } from '../../pipeline/contract'
import { mutate, type ChangeOf } from './calls'
import { isFinal, jobError, jobResult, jobs } from './jobs'

/** Methods that answer with a job of a kind. */
const startedBy = {
  recognise: 'sources.recognise',
  check: 'sources.check',
  load: 'loads.start',
  diff: 'lake.diff',
  undo: 'lake.undo',
  fsck: 'lake.fsck',
  'staged-diff': 'backfills.diff',
  proof: 'runs.proof',
  'connection-test': 'connections.test',
  checks: 'checks.run',
  'check-suggestions': 'checks.suggest',
  anomalies: 'anomalies.series',
  'collect-preview': 'collect.preview'
} as const satisfies Partial<Record<JobKind, MethodName>>
export type RunnableKind = keyof typeof startedBy
export type JobParams<K extends RunnableKind> = ChangeOf<(typeof startedBy)[K]>
type AnyStarter = (typeof startedBy)[RunnableKind]

/** Starts a job; the answer is its id. Repeated after a lost connection it is still one job. */
export async function startJob<K extends RunnableKind>(kind: K, params: JobParams<K>): Promise<Outcome<{ job: string }>> {
  const method: AnyStarter = startedBy[kind]
  return mutate(method, params as ChangeOf<AnyStarter>)
}

/** Resolves with a job's last state; waits through reconnects. */
export function whenFinal(id: string): Promise<JobSnapshot> {
  const known = jobs.getState().byId.get(id)
  if (known !== undefined && isFinal(known)) return Promise.resolve(known)
  return new Promise((resolve) => {
    const stop = jobs.subscribe(({ byId }) => {
      const job = byId.get(id)
      if (job === undefined || !isFinal(job)) return
      stop()
      resolve(job)
    })
  })
}

export type JobEnd<K extends JobKind> = { result: JobResultOf<K>; error?: undefined } | { result?: undefined; error: ErrorData }

/** What a job of a kind came to. */
export function endOf<K extends JobKind>(kind: K, job: JobSnapshot): JobEnd<K> {
  const result = jobResult(kind, job)
  if (job.state === 'done' && result !== undefined) return { result }
  return { error: jobError(job) ?? { code: 'ipc.invalid', message: `${kind}: no result`, retriable: true } }
}
