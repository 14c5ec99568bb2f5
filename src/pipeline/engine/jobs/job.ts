import type { ErrorData, JobKind, JobSnapshot } from '../../contract'
import type { ProgressUpdate } from './progress'

export interface JobSpec {
  /** Of a job that goes on after an earlier engine ended; a new one when absent. */
  id?: string | undefined
  kind: JobKind
  /** The dataset or location that it is about. */
  title: string
  dataset: string | null
  startedBy: string
  /** The client's request, so that a repeated call finds this job. */
  requestId?: string | undefined
  /** Jobs of one lane run in the order of their start, `laneWidth` at a time. */
  lane: Lane
}

/** load: the load worker, one at a time · read: heavy reading, one at a time · quick: at once · backfill: they share out their work themselves. */
export type Lane = 'load' | 'read' | 'quick' | 'backfill'

/** What a job's work gets. `id` is also the run's id for loads and undos. */
export interface JobContext {
  id: string
  startedBy: string
  signal: AbortSignal
  /** Aborted when the engine closes, also where it is too late for a cancel. */
  closing: AbortSignal
  progress(update: ProgressUpdate): void
  /** Runs the step that makes it true: while it runs, and once it has, a cancel is `already.done`. Throws `cancelled` when one came before. */
  commit<T>(step: () => Promise<T>): Promise<T>
}

/** `error` beside a result: it failed, and the result says how far it came. */
export interface JobOutcome {
  result: unknown
  error?: ErrorData | undefined
}

export type JobWork = (context: JobContext) => Promise<JobOutcome>

/** Called at once when a job is made and when it has ended, before anybody is told. */
export interface JobHooks {
  started(id: string): void
  ended(): void
}

/** A job while it lives. */
export interface LiveJob {
  snapshot: JobSnapshot
  stop: AbortController
  committed: boolean
  startedMs: number
  emittedMs: number
  savedMs: number
  /** Progress that was not sent yet. */
  pending: NodeJS.Timeout | undefined
  hooks: JobHooks | undefined
}
