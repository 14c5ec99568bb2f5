import PQueue from 'p-queue'
import type { JobSnapshot } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { toInstant, type Clock } from '../../lib/clock'
import { AppError, toErrorData } from '../../lib/errors'
import { newId } from '../../lib/ids'
import type { Logger } from '../../lib/logger'
import type { JobTable } from '../../store'
import { JobBoard } from './job-board'
import { cancelledError, endOf, interruptedError, type JobEnding } from './job-ends'
import type { JobContext, JobHooks, JobSpec, JobWork, Lane, LiveJob } from './job'
import { advance, noProgress, type ProgressUpdate } from './progress'

const EMIT_MS = 100
const SAVE_MS = 1_000

const LANE_WIDTH: Record<Lane, number> = { load: 1, read: 1, quick: 8, backfill: 256 }

/** Every job of this engine: starts them, tells of their changes, stops them. Jobs belong to the engine, not to a client. */
export class JobRegistry {
  private readonly board: JobBoard
  private readonly live = new Map<string, LiveJob>()
  private readonly lanes = {
    load: new PQueue({ concurrency: LANE_WIDTH.load }),
    read: new PQueue({ concurrency: LANE_WIDTH.read }),
    quick: new PQueue({ concurrency: LANE_WIDTH.quick }),
    backfill: new PQueue({ concurrency: LANE_WIDTH.backfill })
  }
  private readonly closing = new AbortController()

  constructor(
    private readonly table: JobTable,
    private readonly clock: Clock,
    private readonly logger: Logger
  ) {
    this.board = new JobBoard(table, logger, (id) => this.live.has(id))
  }

  /** Jobs that were at work when the last engine died: interrupted, but for those whose commit was found, with their result. */
  async settleOrphans(committed: ReadonlyMap<string, unknown>): Promise<void> {
    const settle = (job: JobSnapshot): Promise<void> =>
      committed.has(job.id)
        ? this.finish(job, 'done', { result: committed.get(job.id) })
        : this.finish(job, 'interrupted', { error: interruptedError() })
    const unfinished = this.table.unfinished()
    const known = new Set(unfinished.map(({ id }) => id))
    // One that a closing engine stopped between its commit and the end of its run.
    const stopped = [...committed.keys()].flatMap((id) => (known.has(id) ? [] : (this.table.get(id) ?? [])))
    await Promise.all([...unfinished, ...stopped.filter(({ state }) => state === 'interrupted')].map(settle))
  }

  /** Durable once it resolves, with the job's id. The work runs when its lane is free. */
  async start(spec: JobSpec, work: JobWork, hooks?: JobHooks): Promise<string> {
    if (this.closing.signal.aborted) throw new AppError('engine.gone', 'The engine is closing.', { retriable: true })
    const now = this.clock.now()
    const id = spec.id ?? newId(now)
    const snapshot: JobSnapshot = {
      id,
      kind: spec.kind,
      title: spec.title,
      dataset: spec.dataset,
      state: 'queued',
      rev: 0,
      progress: noProgress,
      startedBy: spec.startedBy,
      createdAt: this.board.known(id)?.createdAt ?? toInstant(now),
      startedAt: null,
      finishedAt: null
    }
    const job: LiveJob = {
      snapshot,
      stop: new AbortController(),
      committed: false,
      startedMs: 0,
      emittedMs: 0,
      savedMs: 0,
      pending: undefined,
      hooks
    }
    hooks?.started(snapshot.id)
    this.live.set(snapshot.id, job)
    const saved = this.change(job, {}, spec.requestId)
    void this.lanes[spec.lane].add(() => this.run(job, work))
    await saved
    return snapshot.id
  }

  /** Errors: `job.missing`. */
  get(id: string): JobSnapshot {
    return this.board.get(id)
  }

  /** Newest first. */
  list(limit: number): JobSnapshot[] {
    return this.board.list(limit)
  }

  running(): JobSnapshot[] {
    return [...this.live.values()].map((job) => job.snapshot)
  }

  /** Jobs changed after `rev`, oldest change first; for 0 the newest 200. */
  changedSince(rev: number): JobSnapshot[] {
    return this.board.changedSince(rev)
  }

  onChange(listener: (job: JobSnapshot) => void): () => void {
    return this.board.onChange(listener)
  }

  /** Stops a job within 2 s; `already.done` once it has committed or ended. */
  cancel(id: string): JobSnapshot {
    const job = this.live.get(id)
    if (job === undefined || job.committed) {
      const { state } = this.get(id)
      throw new AppError('already.done', `The job has already ended or committed (${state}).`, {
        hint: 'A load that is done can be undone from its history.',
        details: { job: id, state }
      })
    }
    if (job.snapshot.state === 'queued') void this.end(job, 'cancelled', { error: cancelledError() })
    else if (job.snapshot.state === 'running') void this.change(job, { state: 'cancelling' })
    job.stop.abort()
    return this.get(id)
  }

  /** Stops everything that has not committed, and waits for it. */
  async close(): Promise<void> {
    this.closing.abort()
    for (const job of this.live.values()) if (!job.committed) job.stop.abort()
    await Promise.all(Object.values(this.lanes).map((lane) => lane.onIdle()))
  }

  private async run(job: LiveJob, work: JobWork): Promise<void> {
    if (!this.live.has(job.snapshot.id)) return
    job.startedMs = this.clock.monotonic()
    void this.change(job, {
      state: 'running',
      startedAt: toInstant(this.clock.now()),
      progress: { ...noProgress, phase: 'starting' }
    })
    try {
      throwIfAborted(job.stop.signal)
      const { result, error } = await work(this.contextOf(job))
      await this.end(job, error === undefined ? 'done' : endOf(error), { result, ...(error === undefined ? {} : { error }) })
    } catch (thrown) {
      const error = toErrorData(thrown)
      if (error.code === 'internal')
        this.logger.error('job failed unexpectedly', { job: job.snapshot.id, stack: stackOf(thrown) })
      await this.end(job, this.closing.signal.aborted && error.code === 'cancelled' ? 'interrupted' : endOf(error), { error })
    }
  }

  private contextOf(job: LiveJob): JobContext {
    return {
      id: job.snapshot.id,
      startedBy: job.snapshot.startedBy,
      signal: job.stop.signal,
      closing: this.closing.signal,
      progress: (update) => this.progress(job, update),
      commit: async (step) => {
        throwIfAborted(job.stop.signal)
        job.committed = true
        try {
          return await step()
        } catch (error) {
          job.committed = false
          throw error
        }
      }
    }
  }

  private progress(job: LiveJob, update: ProgressUpdate): void {
    if (!this.live.has(job.snapshot.id)) return
    const progress = advance(job.snapshot.progress, update, this.clock.monotonic() - job.startedMs)
    job.snapshot = { ...job.snapshot, progress }
    const wait = EMIT_MS - (this.clock.monotonic() - job.emittedMs)
    if (wait <= 0) this.emit(job)
    else job.pending ??= setTimeout(() => this.emit(job), wait)
  }

  /** Tells listeners; saves now and then, since progress is worth little after a crash. */
  private emit(job: LiveJob): void {
    clearTimeout(job.pending)
    job.pending = undefined
    const now = this.clock.monotonic()
    job.emittedMs = now
    job.snapshot = this.board.publish(job.snapshot)
    if (now - job.savedMs < SAVE_MS) return
    job.savedMs = now
    void this.board.save(job.snapshot)
  }

  private change(job: LiveJob, patch: Partial<JobSnapshot>, requestId?: string): Promise<void> {
    job.snapshot = this.board.publish({ ...job.snapshot, ...patch })
    return this.board.save(job.snapshot, requestId)
  }

  private async end(job: LiveJob, state: JobSnapshot['state'], ending: JobEnding): Promise<void> {
    clearTimeout(job.pending)
    job.pending = undefined
    this.live.delete(job.snapshot.id)
    job.hooks?.ended()
    await this.finish(job.snapshot, state, ending)
  }

  private async finish(job: JobSnapshot, state: JobSnapshot['state'], ending: JobEnding): Promise<void> {
    const fraction = state === 'done' ? 1 : job.progress.fraction
    const progress = { ...job.progress, fraction, etaSeconds: null }
    const ended = { ...job, ...ending, state, progress, finishedAt: toInstant(this.clock.now()) }
    await this.board.save(this.board.publish(ended))
  }
}

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined)
