import { AppError } from '../../lib/errors'
import type { JobContext, JobOutcome, JobSpec } from '../jobs/job'
import { runLoad } from '../loads/run-load'
import { runUndo } from '../loads/run-undo'
import type { CallContext, Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type RunHandlers = Pick<
  Handlers,
  'loads.start' | 'lake.undo' | 'runs.list' | 'runs.get' | 'jobs.list' | 'jobs.get' | 'jobs.cancel'
>

export function runHandlers(services: Services): RunHandlers {
  const { jobs, state, datasets } = services
  return {
    'loads.start': async ({ name, from, to, again }, context) => {
      await datasets.get(name)
      refuseWindow(from, to)
      return {
        job: await changeDataset(services, name, 'load', context, (job) => runLoad(services, { name, from, to, again }, job))
      }
    },
    'lake.undo': async ({ name, version, dt, run }, context) => {
      await datasets.get(name)
      if ((version === undefined) === (run === undefined)) {
        throw new AppError('usage', 'An undo goes to a version, or takes back one run: name one of the two.')
      }
      return {
        job: await changeDataset(services, name, 'undo', context, (job) => runUndo(services, { name, version, dt, run }, job))
      }
    },
    'runs.list': ({ name, dt, from, limit }) => Promise.resolve(state.runs.list({ dataset: name, dt, from, limit })),
    'runs.get': ({ id }) => {
      const run = state.runs.get(id)
      if (run !== undefined) return Promise.resolve(run)
      throw new AppError('run.missing', `There is no run ${id}.`, { details: { run: id } })
    },
    'jobs.list': ({ limit }) => Promise.resolve(jobs.list(limit)),
    'jobs.get': ({ id }) => Promise.resolve(jobs.get(id)),
    'jobs.cancel': ({ id }) => Promise.resolve(jobs.cancel(id))
  }
}

/** Starts a job that changes a dataset; only one at a time may (`load.busy`). */
async function changeDataset(
  { jobs, busy }: Services,
  name: string,
  kind: 'load' | 'undo',
  { startedBy, requestId }: CallContext,
  work: (job: JobContext) => Promise<JobOutcome>
): Promise<string> {
  const other = busy.get(name)
  if (other !== undefined) {
    throw new AppError('load.busy', `"${name}" is already being changed by another job.`, {
      hint: 'Wait until it is done, or cancel it.',
      retriable: true,
      details: { dataset: name, job: other }
    })
  }
  const spec: JobSpec = { kind, title: name, dataset: name, startedBy, requestId, lane: kind === 'load' ? 'load' : 'quick' }
  return jobs.start(spec, work, {
    started: (id) => busy.set(name, id),
    ended: () => busy.delete(name)
  })
}

function refuseWindow(from: string | undefined, to: string | undefined): void {
  if (from === undefined || to === undefined || from <= to) return
  throw new AppError('usage', `The first partition (${from}) lies after the last (${to}).`)
}
