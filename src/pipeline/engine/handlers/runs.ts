import { AppError } from '../../lib/errors'
import type { JobContext, JobOutcome } from '../jobs/job'
import { changeDatasets } from '../loads/change-datasets'
import { runLoad } from '../loads/run-load'
import { runUndo } from '../loads/run-undo'
import { prove } from '../proofs/prove'
import { undoable } from '../proofs/undoable'
import { undoRuns } from '../proofs/undo-runs'
import type { Handlers } from '../protocol/dispatch'
import { runsByDay } from '../run-days'
import type { Services } from '../services'

type RunHandlers = Pick<
  Handlers,
  | 'loads.start'
  | 'lake.undo'
  | 'runs.list'
  | 'runs.groups'
  | 'runs.get'
  | 'runs.durations'
  | 'runs.proof'
  | 'runs.undo'
  | 'jobs.list'
  | 'jobs.get'
  | 'jobs.cancel'
>

export function runHandlers(services: Services): RunHandlers {
  const { jobs, state, datasets } = services
  return {
    'loads.start': async ({ name, from, to, again }, context) => {
      await datasets.get(name)
      refuseWindow(from, to)
      const work = (job: JobContext): Promise<JobOutcome> => runLoad(services, { name, from, to, again }, job)
      return { job: await changeDatasets(services, [name], 'load', context, work) }
    },
    'lake.undo': async ({ name, version, dt, run }, context) => {
      await datasets.get(name)
      if ((version === undefined) === (run === undefined)) {
        throw new AppError('usage', 'An undo goes to a version, or takes back one run: name one of the two.')
      }
      const runs = run === undefined ? undefined : [run]
      const work = (job: JobContext): Promise<JobOutcome> => runUndo(services, { name, version, dt, runs }, job)
      return { job: await changeDatasets(services, [name], 'undo', context, work) }
    },
    'runs.list': ({ filter, from, limit }) => Promise.resolve(state.runs.list({ filter, from, limit })),
    'runs.groups': ({ filter, by, zone }) =>
      Promise.resolve(by === 'day' ? runsByDay(state, filter, zone) : state.runs.groups(filter, by)),
    'runs.get': ({ id }) => {
      const run = state.runs.get(id)
      if (run !== undefined) return Promise.resolve(run)
      throw new AppError('run.missing', `There is no run ${id}.`, { details: { run: id } })
    },
    'runs.durations': async ({ name, limit }) => {
      await datasets.get(name)
      return state.runs
        .lengths(name, limit)
        .reverse()
        .map(({ id, startedAt, seconds, touched, outlier }) => ({
          ...{ run: id, at: startedAt, partitions: touched, outlier },
          seconds: seconds ?? 0
        }))
    },
    'runs.proof': async ({ id }, { startedBy, requestId }) => {
      const spec = { kind: 'proof' as const, title: id, dataset: null, startedBy, requestId, lane: 'read' as const }
      return { job: await jobs.start(spec, async (job) => ({ result: await prove(services, id, job) })) }
    },
    'runs.undo': async ({ id }, context) => {
      const byDataset = await undoable(services, id)
      const work = (job: JobContext): Promise<JobOutcome> => undoRuns(services, byDataset, job)
      return { job: await changeDatasets(services, [...byDataset.keys()], 'undo', context, work) }
    },
    'jobs.list': ({ limit }) => Promise.resolve(jobs.list(limit)),
    'jobs.get': ({ id }) => Promise.resolve(jobs.get(id)),
    'jobs.cancel': ({ id }) => Promise.resolve(jobs.cancel(id))
  }
}

function refuseWindow(from: string | undefined, to: string | undefined): void {
  if (from === undefined || to === undefined || from <= to) return
  throw new AppError('usage', `The first partition (${from}) lies after the last (${to}).`)
}
