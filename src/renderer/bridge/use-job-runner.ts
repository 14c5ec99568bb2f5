import { useCallback, useState } from 'react'
import type { ErrorData, JobResultOf, JobSnapshot } from '../../pipeline/contract'
import { useJob } from './hooks'
import { cancelJob, isFinal, jobError, jobResult } from './jobs'
import { startJob, type JobParams, type RunnableKind } from './run-job'

export interface JobRunner<K extends RunnableKind> {
  job: JobSnapshot | undefined
  /** Of a done job, and of a load also when it was refused. */
  result: JobResultOf<K> | undefined
  error: ErrorData | undefined
  /** From the click until the job has ended. */
  busy: boolean
  start: (params: JobParams<K>) => void
  cancel: () => void
  /** Forgets the job; the engine carries on with it. */
  clear: () => void
}

interface Run {
  starting: boolean
  id: string | null
  refused: ErrorData | undefined
}
const idle: Run = { starting: false, id: null, refused: undefined }

/** Starts a job of a kind from a component and follows it; the job itself belongs to the engine and outlives the component. */
export function useJobRunner<K extends RunnableKind>(kind: K): JobRunner<K> {
  const [run, setRun] = useState<Run>(idle)
  const job = useJob(run.id)

  const start = useCallback(
    (params: JobParams<K>) => {
      setRun({ ...idle, starting: true })
      void startJob(kind, params).then((outcome) =>
        setRun(outcome.ok ? { ...idle, id: outcome.value.job } : { ...idle, refused: outcome.error })
      )
    },
    [kind]
  )
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
    start,
    cancel,
    clear
  }
}
