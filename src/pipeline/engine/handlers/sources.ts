import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { datasetProblems, isSourced, type ResultOf } from '../../contract'
import { AppError } from '../../lib/errors'
import { redactText } from '../../lib/redact'
import { s3AccessFor } from '../connections/s3-access'
import type { JobContext, JobOutcome } from '../jobs/job'
import { notSourced } from '../loads/not-sourced'
import { inScratch } from '../loads/scratch'
import { currentTable } from '../loads/stage-request'
import type { Handlers } from '../protocol/dispatch'
import type { Services } from '../services'

type SourceHandlers = Pick<Handlers, 'sources.recognise' | 'sources.check' | 'sources.browse'>

/** Entries of a folder that are shown. */
const MOST_ENTRIES = 2_000

export function sourceHandlers(services: Services): SourceHandlers {
  const { pool, jobs, workspace } = services
  return {
    'sources.recognise': async ({ location, name, overrides }, { startedBy, requestId }) => {
      const spec = {
        kind: 'recognise' as const,
        title: redactText(location),
        dataset: name ?? null,
        startedBy,
        requestId,
        lane: 'quick' as const
      }
      const work = (job: JobContext): Promise<JobOutcome> =>
        inScratch(services, job, async (scratch) => {
          const s3 = await s3AccessFor(services, { location, connection: overrides.connection })
          const request = { location, name, overrides, scratch, s3, workspaceRoot: workspace.root }
          return { result: await pool.read.recognise(request, job) }
        })
      return { job: await jobs.start(spec, work) }
    },
    'sources.check': async ({ spec: dataset }, { startedBy, requestId }) => {
      refuseProblems(datasetProblems(dataset))
      const { name } = dataset
      const spec = { kind: 'check' as const, title: name, dataset: name, startedBy, requestId, lane: 'read' as const }
      if (!isSourced(dataset)) throw notSourced(name)
      const work = (job: JobContext): Promise<JobOutcome> =>
        inScratch(services, job, async (scratch) => {
          const current = await currentTable(services.store, dataset, await services.table(name).snapshot())
          const request = {
            spec: dataset,
            workspaceRoot: workspace.root,
            runId: job.id,
            s3: await s3AccessFor(services, dataset.source),
            again: false,
            scratch,
            staging: scratch,
            current
          }
          return { result: await pool.read.check(request, job) }
        })
      return { job: await jobs.start(spec, work) }
    },
    'sources.browse': ({ path }) => browse(path === undefined ? homedir() : resolve(workspace.root, path))
  }
}

function refuseProblems(problems: ReturnType<typeof datasetProblems>): void {
  if (problems.length === 0) return
  throw new AppError('dataset.invalid', problems.map(({ where, message }) => `${where}: ${message}`).join(' '), {
    hint: 'Correct these fields first.',
    details: { problems }
  })
}

/** Folders first, then files, by name; hidden ones are left out, and those that cannot be looked at. */
async function browse(path: string): Promise<ResultOf<'sources.browse'>> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort((a, b) => a.localeCompare(b))
  const entries = await Promise.all(names.slice(0, MOST_ENTRIES).map((name) => entry(path, name)))
  const shown = entries.filter((found) => found !== undefined)
  const parent = dirname(path)
  return {
    path,
    parent: parent === path ? null : parent,
    entries: [...shown.filter(({ kind }) => kind === 'folder'), ...shown.filter(({ kind }) => kind === 'file')]
  }
}

async function entry(folder: string, name: string): Promise<ResultOf<'sources.browse'>['entries'][number] | undefined> {
  const path = join(folder, name)
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() === true) return { name, path, kind: 'folder', bytes: 0 }
  return found?.isFile() === true ? { name, path, kind: 'file', bytes: found.size } : undefined
}
