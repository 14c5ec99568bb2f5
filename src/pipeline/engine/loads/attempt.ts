import { rm } from 'node:fs/promises'
import type { ErrorData, LoadResult, RunRecord } from '../../contract'
import { toErrorData } from '../../lib/errors'
import type { RunWindow } from '../../store'
import type { JobContext, JobOutcome } from '../jobs/job'
import type { Services } from '../services'
import { partitionsIn } from '../incidents/bad-rows'
import { untilWritten } from '../until-written'
import { JobFolders, type Journal } from './journal'
import { RunBook } from './run-book'

export interface AttemptSpec {
  dataset: string
  kind: RunRecord['kind']
  window?: RunWindow
  /** Exactly these partitions, where it is about such. */
  dts?: readonly string[]
  /** Of a backfill, and which try of its partitions it is, from 1. */
  backfill?: string
  attempt?: number
  trigger?: RunRecord['trigger']
  /** Hears that nothing can be written down now. With it, the work waits for that before its commit as well, instead of failing. */
  stalled?: (error: unknown) => void
}

/** What a load or undo works with while it runs. `scratch` and `staging` are removed at its end. */
export interface Attempt {
  book: RunBook
  scratch: string
  staging: string
  /** What it is about to commit: durable once it resolves. */
  note(journal: Journal): Promise<void>
}

/**
 * Runs one load or undo as a run that is written down whatever happens, and leaves nothing behind but what it committed. Where its end cannot
 * be written down it waits until it can be: the lake and the history never differ.
 */
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
  // A crash from here on leaves a trace.
  await book.save()
  const outcome = await outcomeOf(services, book, () => workWithin(services, job, spec, { book, folders }, work))
  const told = (error: unknown): void => {
    services.logger.warn('the end of a run cannot be written down yet', { run: id, error: String(error) })
    spec.stalled?.(error)
  }
  await untilWritten(() => book.save(), job.closing, told)
  // Not before: until then the journal is what tells the next engine how it ended.
  await orLater(services, folders.remove(id))
  await (outcome.error === undefined
    ? tellEnded(services, job, spec, outcome.result)
    : tellTrouble(services, job, spec, outcome.error))
  return outcome
}

/** What it did to partitions is judged before the run is said to have ended. */
async function tellEnded(
  { incidents }: Services,
  job: JobContext,
  { dataset, kind, dts, window }: AttemptSpec,
  result: LoadResult
): Promise<void> {
  const { state, partitions: all } = result
  if (state !== 'done' && state !== 'unchanged') return
  // What was only staged is in the lake by another run.
  const partitions = state === 'done' ? all : all.filter(({ change }) => change === 'unchanged')
  const whole = kind === 'load' && dts === undefined && window?.from === undefined && window?.to === undefined
  // Those that are refused tell it by themselves.
  await incidents.ended({
    dataset,
    run: job.id,
    undo: kind === 'undo',
    whole: whole && result.error === undefined,
    partitions,
    signal: job.closing
  })
}

/** A source that sends what cannot be loaded has its incident, whoever asked for it. */
async function tellTrouble(
  { incidents }: Services,
  job: JobContext,
  { dataset, kind, dts, window }: AttemptSpec,
  error: ErrorData
): Promise<void> {
  if (kind !== 'load') return
  const asked = dts ?? (window?.from !== undefined && window.from === window.to ? [window.from] : [])
  await incidents.collected({ dataset, dts: partitionsIn(error, asked), run: job.id, error })
}

type AttemptOutcome = JobOutcome & { result: LoadResult }

async function workWithin(
  services: Services,
  job: JobContext,
  { dataset, stalled }: AttemptSpec,
  { book, folders }: { book: RunBook; folders: JobFolders },
  work: (attempt: Attempt) => Promise<LoadResult>
): Promise<LoadResult> {
  const stopped = AbortSignal.any([job.signal, job.closing])
  const patiently = (write: () => Promise<void>): Promise<void> =>
    stalled === undefined ? write() : untilWritten(write, stopped, stalled)
  await patiently(() => folders.make(job.id))
  const staging = await services.store.stagingFolder(dataset, job.id)
  try {
    const note = (journal: Journal): Promise<void> => patiently(() => folders.note(job.id, journal))
    return await work({ book, note, scratch: folders.of(job.id), staging })
  } finally {
    await orLater(services, rm(staging, { recursive: true, force: true, maxRetries: 3 }))
  }
}

/** What became of the work, also in the run's book; it never throws. */
async function outcomeOf({ logger }: Services, book: RunBook, work: () => Promise<LoadResult>): Promise<AttemptOutcome> {
  try {
    const result = await work()
    book.end(result)
    return { result }
  } catch (thrown) {
    const error = toErrorData(thrown)
    const result = book.failure(error)
    if (error.code === 'internal') logger.error('run failed unexpectedly', { run: result.run, stack: stackOf(thrown) })
    book.say(error.message)
    book.end(result)
    return { result, error }
  }
}

/** Folders that cannot be removed now go at the next start; they change nothing of what the run did. */
async function orLater({ logger }: Services, removal: Promise<void>): Promise<void> {
  await removal.catch((error: unknown) => logger.warn('a private folder could not be removed', { error: String(error) }))
}

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined)
