import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Health } from '../../contract'
import { toInstant } from '../../lib/clock'
import type { Services } from '../services'
import type { StatusReader } from '../status'
import { diskNow } from './disk'
import { quotasNow } from './quotas'
import { FolderSizes } from './folder-sizes'
import { problemsOf, verdictOf } from './problems'
import { retentionNow } from './retention'
import { schedulesNow } from './schedules'

/** Tells in one place how the engine, its disk, quotas and schedules are. */
export class HealthReader {
  private readonly startedAt: number
  private readonly sizes: FolderSizes
  private readonly loop = monitorEventLoopDelay({ resolution: 20 })

  constructor(
    private readonly services: Services,
    private readonly status: StatusReader
  ) {
    this.sizes = new FolderSizes(services.clock)
    this.startedAt = services.clock.now()
    this.loop.enable()
  }

  async read(): Promise<Health> {
    const { services } = this
    const { lakeBytes } = await this.status.read()
    const [disk, quotas, schedules, retention] = await Promise.all([
      diskNow(services, lakeBytes, this.sizes),
      quotasNow(services),
      schedulesNow(services),
      retentionNow(services, this.sizes)
    ])
    const problems = problemsOf({ disk, quotas, schedules })
    const now = toInstant(services.clock.now())
    return { now, verdict: verdictOf(problems), disk, engine: this.engine(), quotas, schedules, retention, problems }
  }

  /** The delay is that of the last stretch: it begins anew with each look. */
  private engine(): Health['engine'] {
    const { pool, jobs } = this.services
    const eventLoopMs = Number.isNaN(this.loop.mean) ? 0 : this.loop.percentile(99) / 1e6
    this.loop.reset()
    return {
      startedAt: toInstant(this.startedAt),
      rssBytes: process.memoryUsage.rss(),
      workers: pool.states(),
      clients: this.status.clients(),
      jobsRunning: jobs.running().length,
      eventLoopMs
    }
  }
}
