import type { JobSnapshot } from '../../contract'
import { AppError } from '../../lib/errors'
import type { Logger } from '../../lib/logger'
import type { JobTable } from '../../store'

/** Jobs that are kept in memory for windows that come back; older ones are in the state database. */
const KEPT = 500
/** More changes than can go unsaved between two saves: a restart continues above every rev that a client has seen. */
const REV_GAP = 10_000

/** Jobs as everybody sees them: newest states, numbered in the order of their changes, kept and told to listeners. */
export class JobBoard {
  private readonly jobs = new Map<string, JobSnapshot>()
  private readonly listeners = new Set<(job: JobSnapshot) => void>()
  private rev: number

  constructor(
    private readonly table: JobTable,
    private readonly logger: Logger,
    private readonly isLive: (id: string) => boolean
  ) {
    this.rev = table.lastRev() + REV_GAP
    for (const job of table.list(KEPT).reverse()) this.jobs.set(job.id, job)
  }

  known(id: string): JobSnapshot | undefined {
    return this.jobs.get(id)
  }

  /** Errors: `job.missing`. */
  get(id: string): JobSnapshot {
    const job = this.jobs.get(id) ?? this.table.get(id)
    if (job === undefined) throw new AppError('job.missing', `There is no job ${id}.`, { details: { job: id } })
    return job
  }

  /** Newest first. */
  list(limit: number): JobSnapshot[] {
    return [...this.jobs.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit)
  }

  /** Jobs changed after `rev`, oldest change first; for 0 the newest 200. */
  changedSince(rev: number): JobSnapshot[] {
    const changed = rev === 0 ? this.list(200) : [...this.jobs.values()].filter((job) => job.rev > rev)
    return changed.sort((a, b) => a.rev - b.rev)
  }

  onChange(listener: (job: JobSnapshot) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Puts up a new state and tells of it; the answer has its number. */
  publish(changed: JobSnapshot): JobSnapshot {
    const job = { ...changed, rev: ++this.rev }
    this.jobs.delete(job.id)
    this.jobs.set(job.id, job)
    const oldest = this.jobs.keys().next().value
    if (this.jobs.size > KEPT && oldest !== undefined && !this.isLive(oldest)) this.jobs.delete(oldest)
    for (const listener of this.listeners) listener(job)
    return job
  }

  /** A job that is queued is durable once this resolves; later states are worth less than the work, and only logged where they are lost. */
  async save(job: JobSnapshot, requestId?: string): Promise<void> {
    try {
      await this.table.put(job, requestId)
    } catch (error) {
      this.logger.error('job state could not be saved', { job: job.id, error: String(error) })
      if (job.state === 'queued') throw error
    }
  }
}
