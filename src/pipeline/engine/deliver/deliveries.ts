import type { DeliveryStatus } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { toErrorData } from '../../lib/errors'
import type { JobContext, JobOutcome } from '../jobs/job'
import type { Services } from '../services'
import { runDeliver, type DeliverAsk } from './run-deliver'
import { knownOf, statusOf } from './statuses'

/** What may pass by itself is tried again after a minute, then after twice as long each time, at most an hour; ms. */
const FIRST_MS = 60_000
const MOST_MS = 3_600_000

type Starter = { startedBy: string; requestId?: string | undefined }

/** Brings targets up to date after a dataset changed, and again where that failed. What is behind is told from the lake, so nothing is forgotten. */
export class Deliveries {
  /** By dataset: its jobs, the one at work first. Each waits for the end of the one before. */
  private readonly running = new Map<string, { id: string; end: Promise<void> }[]>()
  private readonly looking = new Set<Promise<void>>()
  private readonly waits = new Map<string, { timer: NodeJS.Timeout; ms: number }>()
  private readonly again = new Set<string>()
  private stop: (() => void) | undefined
  private idleWaiters: (() => void)[] = []
  /** An engine that stays also takes up what was left, and tries again later. */
  private stays = false

  constructor(private readonly services: () => Services) {}

  watch(stays: boolean): void {
    this.stays = stays
    this.stop = this.services().events.on('lake', ({ name }) => this.look(name))
    if (stays) this.track(this.lookAtAll())
  }

  close(): void {
    this.stop?.()
    this.stop = undefined
    for (const { timer } of this.waits.values()) clearTimeout(timer)
    this.waits.clear()
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.idleWaiters.push(resolve)
      this.settle()
    })
  }

  async statuses(name: string): Promise<DeliveryStatus[]> {
    const spec = await this.services().datasets.get(name)
    const known = await knownOf(this.services(), spec)
    return known.map((one) => statusOf(name, one, this.running.has(name)))
  }

  /** The job at work where there is one. */
  async start(ask: DeliverAsk, { startedBy, requestId }: Starter): Promise<string> {
    const { name } = ask
    const services = this.services()
    const queue = this.running.get(name) ?? []
    const atWork = queue[0]
    if (atWork !== undefined && ask.dts === undefined) {
      this.again.add(name)
      return atWork.id
    }
    const before = queue.at(-1)?.end
    const { promise: end, resolve } = Promise.withResolvers<undefined>()
    const spec = { kind: 'deliver' as const, title: name, dataset: name, startedBy, requestId, lane: 'quick' as const }
    const work = async (job: JobContext): Promise<JobOutcome> => {
      await before
      throwIfAborted(job.signal)
      return runDeliver(services, ask, job)
    }
    return services.jobs.start(spec, work, {
      started: (id) => this.running.set(name, [...(this.running.get(name) ?? []), { id, end }]),
      ended: () => {
        resolve(undefined)
        this.ended(name, end)
      }
    })
  }

  private ended(name: string, end: Promise<void>): void {
    const left = (this.running.get(name) ?? []).filter((one) => one.end !== end)
    this.services().events.emit('connections', { name })
    if (left.length > 0) {
      this.running.set(name, left)
      return
    }
    this.running.delete(name)
    if (this.again.delete(name)) this.look(name)
    else this.track(this.planRetry(name))
    this.settle()
  }

  private async lookAtAll(): Promise<void> {
    const { datasets } = this.services()
    for (const entry of await datasets.list()) if ('spec' in entry && entry.spec.deliver !== undefined) this.look(entry.name)
  }

  private look(name: string): void {
    if (this.stop !== undefined) this.track(this.startBehind(name))
  }

  private async startBehind(name: string): Promise<void> {
    const services = this.services()
    const spec = await services.datasets.get(name).catch(() => undefined)
    if (spec?.deliver === undefined || this.stop === undefined) return
    const known = await knownOf(services, spec)
    if (!known.some(({ state }) => state === 'behind')) return
    await this.start({ name, trigger: 'after' }, { startedBy: 'schedule' })
  }

  /** Only for what may pass by itself: the rest waits for somebody, or for other rows. */
  private async planRetry(name: string): Promise<void> {
    const services = this.services()
    const spec = await services.datasets.get(name).catch(() => undefined)
    const known = spec === undefined ? [] : await knownOf(services, spec)
    const before = this.waits.get(name)
    clearTimeout(before?.timer)
    this.waits.delete(name)
    const passing = known.some(({ state, entry }) => state === 'failed' && entry?.error?.retriable === true)
    if (!passing || !this.stays || this.stop === undefined) return
    const ms = Math.min(MOST_MS, (before?.ms ?? FIRST_MS / 2) * 2)
    const timer = setTimeout(() => this.track(this.retry(name)), ms)
    timer.unref()
    this.waits.set(name, { timer, ms })
  }

  private async retry(name: string): Promise<void> {
    await this.start({ name, trigger: 'after' }, { startedBy: 'schedule' })
  }

  private track(work: Promise<unknown>): void {
    const looked = work.then(
      () => undefined,
      (error: unknown) => this.services().logger.warn('a delivery could not be started', { error: toErrorData(error) })
    )
    this.looking.add(looked)
    void looked.then(() => {
      this.looking.delete(looked)
      this.settle()
    })
  }

  private settle(): void {
    if (this.looking.size > 0 || this.running.size > 0) return
    for (const resolve of this.idleWaiters.splice(0)) resolve()
  }
}
