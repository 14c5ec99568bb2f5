import { finalStates, jobResults, type JobSnapshot, type SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import type { JobContext, JobOutcome } from '../jobs/job'
import { changeDatasets } from '../loads/change-datasets'
import { runLoad } from '../loads/run-load'
import { inScratch } from '../loads/scratch'
import { currentTable } from '../loads/stage-request'
import type { Services } from '../services'

type Changed = { dt: string; change: string }[]

const by = { startedBy: 'arrival', requestId: undefined }

/**
 * Partitions that a load of the whole source would make or change, told from its rows, for its files do not name them. A source that cannot be
 * read, or has too many bad rows, is loaded instead, so that a run says why. Errors: those of that load.
 */
export async function datesInRows(services: Services, spec: SourcedSpec, signal: AbortSignal): Promise<string[]> {
  const checked = await ended(services, await startCheck(services, spec), signal)
  const found = checked.state === 'done' ? jobResults.check.parse(checked.result) : undefined
  if (found?.wouldBeRefused === false) return changedOf(found.partitions)
  if (checked.state !== 'done' && checked.state !== 'failed') throw errorOf(checked)
  const load = (job: JobContext): Promise<JobOutcome> =>
    runLoad(services, { name: spec.name, again: false, trigger: 'arrival' }, job)
  const loaded = await ended(services, await changeDatasets(services, [spec.name], 'load', { ...by, signal }, load), signal)
  if (loaded.state !== 'done') throw errorOf(loaded)
  return changedOf(jobResults.load.parse(loaded.result).partitions)
}

const changedOf = (partitions: Changed): string[] => partitions.flatMap(({ dt, change }) => (change === 'unchanged' ? [] : [dt]))

const errorOf = ({ error }: JobSnapshot): AppError =>
  error === undefined ? new AppError('cancelled', 'The arrival was not looked at to the end.') : AppError.fromData(error)

function startCheck(services: Services, spec: SourcedSpec): Promise<string> {
  const { jobs, pool, store, workspace } = services
  const { name } = spec
  const work = (job: JobContext): Promise<JobOutcome> =>
    inScratch(services, job, async (scratch) => {
      const current = await currentTable(store, spec, await services.table(name).snapshot())
      const from = { spec, workspaceRoot: workspace.root, runId: job.id, again: false, scratch, staging: scratch, current }
      return { result: await pool.read.check(from, job) }
    })
  return jobs.start({ kind: 'check', title: name, dataset: name, ...by, lane: 'read' }, work)
}

/** A job once it has ended; `signal` ends it. */
async function ended({ jobs }: Services, id: string, signal: AbortSignal): Promise<JobSnapshot> {
  const { promise, resolve } = Promise.withResolvers<JobSnapshot>()
  const told = (job: JobSnapshot): void => {
    if (job.id === id && finalStates.includes(job.state)) resolve(job)
  }
  const cancel = (): void => {
    if (jobs.running().some((job) => job.id === id)) jobs.cancel(id)
  }
  const stop = jobs.onChange(told)
  signal.addEventListener('abort', cancel)
  try {
    told(jobs.get(id))
    if (signal.aborted) cancel()
    return await promise
  } finally {
    stop()
    signal.removeEventListener('abort', cancel)
  }
}
