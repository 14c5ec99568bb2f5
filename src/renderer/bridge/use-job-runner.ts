import { useCallback, useState } from 'react'
import type { ErrorData, JobKind, JobResultOf, JobSnapshot, Outcome } from '../../pipeline/contract'
import { useJob } from './hooks'
import { cancelJob, isFinal, jobError, jobResult } from './jobs'
import { startJob, type JobParams, type RunnableKind } from './run-job'

export interface JobFollower<K extends JobKind> {
  job: JobSnapshot | undefined
  /** Of a done job, and of a load also when it was refused. */
  result: JobResultOf<K> | undefined
  error: ErrorData | undefined
  /** From the click until the job has ended. */
  busy: boolean
  /** Follows the job that a call answers with. */
  follow: (started: Promise<Outcome<{ job: string }>>) => void
  cancel: () => void
  /** Forgets the job; the engine carries on with it. */
  clear: () => void
}
export interface JobRunner<K extends RunnableKind> extends JobFollower<K> {
  start: (params: JobParams<K>) => void
}

interface Run {
  starting: boolean
  id: string | null
  refused: ErrorData | undefined
}
const idle: Run = { starting: false, id: null, refused: undefined }

/** Follows a job of a kind from a component; the job itself belongs to the engine and outlives the component. */
export function useJobFollower<K extends JobKind>(kind: K): JobFollower<K> {
  const [run, setRun] = useState<Run>(idle)
  const job = useJob(run.id)

  const follow = useCallback((started: Promise<Outcome<{ job: string }>>) => {
    setRun({ ...idle, starting: true })
    void started.then((outcome) => setRun(outcome.ok ? { ...idle, id: outcome.value.job } : { ...idle, refused: outcome.error }))
  }, [])
  const cancel = useCallback(() => {
    if (run.id !== null) void cancelJob(run.id)
  }, [run.id])
  const clear = useCallback(() => setRun(idle), [])

  const following = run.id !== null && (job === undefined || !isFinal(job))
  return {
    job,
    result: jobResult(kind, job),
    error: run.refused ?? jobError(job),
    busy: run.starting || following,
    follow,
    cancel,
    clear
  }
}

/** Starts a job of a kind from a component and follows it. */
export function useJobRunner<K extends RunnableKind>(kind: K): JobRunner<K> {
  const follower = useJobFollower(kind)
  const { follow } = follower
  const start = useCallback((params: JobParams<K>) => follow(startJob(kind, params)), [kind, follow])
  return { ...follower, start }
}
