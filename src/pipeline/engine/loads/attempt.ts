import { rm } from 'node:fs/promises'
import type { LoadResult, RunRecord } from '../../contract'
import { toErrorData } from '../../lib/errors'
import type { RunWindow } from '../../store'
import type { JobContext, JobOutcome } from '../jobs/job'
import type { Services } from '../services'
import { JobFolders } from './journal'
import { RunBook } from './run-book'

export interface AttemptSpec {
  dataset: string
  kind: RunRecord['kind']
  window?: RunWindow
  /** Of a backfill, and which try of its partitions it is, from 1. */
  backfill?: string
  attempt?: number
  trigger?: RunRecord['trigger']
}

/** What a load or undo works with while it runs. `scratch` and `staging` are removed at its end. */
export interface Attempt {
  book: RunBook
  folders: JobFolders
  scratch: string
  staging: string
}

/** Runs one load or undo as a run that is written down whatever happens, and leaves nothing behind but what it committed. */
export async function runAttempt(
  services: Services,
  job: JobContext,
  spec: AttemptSpec,
  work: (attempt: Attempt) => Promise<LoadResult>
): Promise<JobOutcome> {
  const folders = new JobFolders(services.workspace.state)
  const { id, startedBy } = job
  const book = new RunBook(
    services.state.runs,
    services.clock,
    {
      ...{ id, startedBy, dataset: spec.dataset, kind: spec.kind },
      ...{ backfill: spec.backfill ?? null, attempt: spec.attempt ?? 1, trigger: spec.trigger ?? 'person' }
    },
    spec.window
  )
  await book.begin()
  try {
    const scratch = await folders.make(id)
    const staging = await services.store.stagingFolder(spec.dataset, id)
    try {
      const result = await work({ book, folders, scratch, staging })
      await book.finish(result)
      return { result }
    } finally {
      await rm(staging, { recursive: true, force: true, maxRetries: 3 })
      await folders.remove(id)
    }
  } catch (thrown) {
    const error = toErrorData(thrown)
    if (error.code === 'internal') services.logger.error('run failed unexpectedly', { run: id, stack: stackOf(thrown) })
    const result = book.failure(error)
    book.say(error.message)
    await book.finish(result)
    return { result, error }
  }
}

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined)
