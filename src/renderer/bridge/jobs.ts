import { createStore } from 'zustand/vanilla'
import {
  finalStates,
  jobResults,
  type ErrorData,
  type JobKind,
  type JobResultOf,
  type JobSnapshot,
  type Outcome
} from '../../pipeline/contract'
import { call } from './calls'
import { connection } from './connection'
import { subscribe } from './subscriptions'

export interface JobsState {
  /** Newest state of every job known, by id. */
  byId: ReadonlyMap<string, JobSnapshot>
  rev: number
  /** The engine whose revisions these are. */
  instance: string | null
}

export const jobs = createStore<JobsState>(() => ({ byId: new Map(), rev: 0, instance: null }))

/** Folds changes into what is known; an older revision of a job never replaces a newer one. */
export function foldJobs(state: JobsState, changes: readonly JobSnapshot[]): JobsState {
  const byId = new Map(state.byId)
  for (const job of changes) if ((byId.get(job.id)?.rev ?? -1) < job.rev) byId.set(job.id, job)
  return { ...state, byId, rev: changes.reduce((rev, job) => Math.max(rev, job.rev), state.rev) }
}

export const isFinal = (job: JobSnapshot): boolean => finalStates.includes(job.state)

/** Newest first. */
export const listJobs = (state: JobsState): JobSnapshot[] =>
  [...state.byId.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.rev - a.rev)

/** Follows all jobs for as long as the window lives. */
export function watchJobs(): () => void {
  return subscribe('jobs.watch', resumeFrom, { event: (changes) => jobs.setState((state) => foldJobs(state, changes)) })
}

function resumeFrom(): { sinceRev: number } {
  const { instance } = connection.getState()
  if (jobs.getState().instance !== instance) jobs.setState({ byId: new Map(), rev: 0, instance })
  return { sinceRev: jobs.getState().rev }
}

export const cancelJob = (id: string): Promise<Outcome<JobSnapshot>> => call('jobs.cancel', { id })

/** A finished job's result, or undefined where it has none or one of another shape. */
export function jobResult<K extends JobKind>(kind: K, job: JobSnapshot | undefined): JobResultOf<K> | undefined {
  if (job?.kind !== kind || job.result === undefined) return undefined
  const parsed = jobResults[kind].safeParse(job.result)
  return parsed.success ? (parsed.data as JobResultOf<K>) : undefined
}

/** Why a job has no result, as data. */
export function jobError(job: JobSnapshot | undefined): ErrorData | undefined {
  if (job === undefined || !isFinal(job) || job.state === 'done') return undefined
  return job.error ?? { code: job.state === 'cancelled' ? 'cancelled' : 'internal', message: job.state, retriable: true }
}
