import { statfs } from 'node:fs/promises'
import type { EngineStatus } from '../contract'
import { toInstant } from '../lib/clock'
import type { Services } from './services'

/** What the lake holds is counted again after this time, since other writers may commit too, in ms. */
const RECOUNT_MS = 10_000
const TICK_MS = 1_000

interface Totals {
  lakeBytes: number
  lakeRows: number
  datasets: number
}

/** The engine's state at a glance; counting the lake is kept for a few seconds, or until a dataset changes. */
export class StatusReader {
  /** Clients that are connected now. */
  clients: () => number = () => 0
  private totals: { value: Promise<Totals>; atMs: number } | undefined
  private readonly listeners = new Set<(status: EngineStatus) => void>()
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly services: Services) {
    services.events.on('lake', () => (this.totals = undefined))
  }

  async read(): Promise<EngineStatus> {
    const { clock, pool, jobs, workspace } = this.services
    const [totals, disk] = await Promise.all([this.count(), statfs(workspace.lake).catch(() => undefined)])
    return {
      now: toInstant(clock.now()),
      worker: pool.state(),
      ...totals,
      jobsRunning: jobs.running().length,
      diskFreeBytes: disk === undefined ? null : disk.bavail * disk.bsize
    }
  }

  /** Once a second while somebody listens; the first at once. */
  subscribe(push: (status: EngineStatus) => void): () => void {
    this.listeners.add(push)
    this.timer ??= setInterval(() => void this.tick(), TICK_MS)
    void this.tick()
    return () => {
      this.listeners.delete(push)
      if (this.listeners.size === 0) this.close()
    }
  }

  close(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }

  private async tick(): Promise<void> {
    try {
      const status = await this.read()
      for (const push of this.listeners) push(status)
    } catch (error) {
      this.services.logger.warn('the status could not be read', { error: String(error) })
    }
  }

  private count(): Promise<Totals> {
    const now = this.services.clock.monotonic()
    if (this.totals === undefined || now - this.totals.atMs > RECOUNT_MS) this.totals = { value: this.countLake(), atMs: now }
    return this.totals.value
  }

  private async countLake(): Promise<Totals> {
    const entries = await this.services.datasets.list()
    const sums = await Promise.all(entries.map(({ name }) => this.countTable(name)))
    return {
      datasets: entries.length,
      lakeBytes: sums.reduce((sum, { bytes }) => sum + bytes, 0),
      lakeRows: sums.reduce((sum, { rows }) => sum + rows, 0)
    }
  }

  /** A table that cannot be read counts as nothing; its own page says why. */
  private async countTable(name: string): Promise<{ bytes: number; rows: number }> {
    const snapshot = await this.services
      .table(name)
      .snapshot()
      .catch(() => undefined)
    const sum = { bytes: 0, rows: 0 }
    for (const file of snapshot?.files.values() ?? []) {
      sum.bytes += file.bytes
      sum.rows += file.rows
    }
    return sum
  }
}
