import { useCallback, useState } from 'react'
import type { ErrorData, JobKind, JobResultOf, JobSnapshot, MethodName, ParamsOf, ResultOf } from '../../pipeline/contract'
import { mutate } from './calls'
import { useJob } from './hooks'
import { cancelJob, isFinal, jobError, jobResult } from './jobs'

/** Methods that answer with a job of a kind. */
const startedBy = {
  recognise: 'sources.recognise',
  check: 'sources.check',
  load: 'loads.start',
  diff: 'lake.diff',
  undo: 'lake.undo',
  fsck: 'lake.fsck'
} as const satisfies Partial<Record<JobKind, MethodName>>
export type RunnableKind = keyof typeof startedBy
type Starter<K extends RunnableKind> = (typeof startedBy)[K]

export interface JobRunner<K extends RunnableKind> {
  job: JobSnapshot | undefined
  result: JobResultOf<K> | undefined
  error: ErrorData | undefined
  /** From the click until the job has ended. */
  busy: boolean
  start(params: Omit<ParamsOf<Starter<K>>, 'clientRequestId'>): void
  cancel(): void
  /** Forgets the job; the engine carries on with it. */
  clear(): void
}

interface Run {
  starting: boolean
  id: string | null
  refused: ErrorData | undefined
}
const idle: Run = { starting: false, id: null, refused: undefined }

/** Starts a job of a kind and follows it; starting anew cancels the one before unless it is a load or an undo. */
export function useJobRunner<K extends RunnableKind>(kind: K): JobRunner<K> {
  const [run, setRun] = useState<Run>(idle)
  const job = useJob(run.id)

  const start = useCallback(
    (params: Omit<ParamsOf<Starter<K>>, 'clientRequestId'>) => {
      setRun((before) => {
        if (before.id !== null && kind !== 'load' && kind !== 'undo') void cancelJob(before.id)
        return { ...idle, starting: true }
      })
      void startJob(kind, params).then((outcome) => setRun(outcome))
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

async function startJob<K extends RunnableKind>(kind: K, params: Omit<ParamsOf<Starter<K>>, 'clientRequestId'>): Promise<Run> {
  const outcome = await mutate(startedBy[kind] as RunnableStarter, params as Omit<ParamsOf<RunnableStarter>, 'clientRequestId'>)
  if (!outcome.ok) return { ...idle, refused: outcome.error }
  return { ...idle, id: (outcome.value as ResultOf<RunnableStarter>).job }
}
type RunnableStarter = Starter<RunnableKind>
