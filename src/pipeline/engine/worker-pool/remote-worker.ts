import type { z } from 'zod'
import type { CollectWorker } from '../../collect/worker-api'
import type { DeliverWorker } from '../../deliver/worker-api'
import type { WorkerRole } from '../../contract'
import { AppError } from '../../lib/errors'
import type { Logger } from '../../lib/logger'
import type { LoadWorker, WorkContext } from '../../load/worker-api'
import type { WorkerChannel } from '../ports'
import { errorOf, gone } from './gone'
import { fromWorker, type FromWorker, type WorkMethod } from './messages'
import { work } from './schemas'

/** A worker that does not stop by itself within this time after a cancel is killed, in ms. */
const CANCEL_GRACE_MS = 1_500
const START_TIMEOUT_MS = 30_000

interface PendingCall {
  method: WorkMethod
  /** What its last progress was about. */
  subject: string | undefined
  context: WorkContext
  resolve(value: unknown): void
  reject(error: AppError): void
}

/** One worker process that is started when needed and replaced when it dies; calls in flight then fail with `worker.gone`. */
export class RemoteWorker {
  private channel: Promise<WorkerChannel> | undefined
  private ready = false
  private closed = false
  /** Bytes that the process held when it was killed for them. */
  private outgrown: number | undefined
  private nextId = 1
  private readonly calls = new Map<number, PendingCall>()

  constructor(
    private readonly role: WorkerRole,
    private readonly spawn: (role: WorkerRole) => Promise<WorkerChannel>,
    private readonly logger: Logger
  ) {}

  state(): 'ready' | 'starting' | 'down' {
    if (this.ready) return 'ready'
    return this.channel === undefined ? 'down' : 'starting'
  }

  /** Starts the process if there is none; resolves once it takes calls. */
  start(): Promise<WorkerChannel> {
    if (this.closed) return Promise.reject(gone(this.role, 'the engine is closing'))
    this.channel ??= this.connect().catch((error: unknown) => {
      this.channel = undefined
      throw error
    })
    return this.channel
  }

  async call<M extends WorkMethod>(
    method: M,
    request: z.input<(typeof work)[M]['request']>,
    context: WorkContext
  ): Promise<z.output<(typeof work)[M]['result']>> {
    const channel = await this.start()
    if (context.signal.aborted) throw cancelled()
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      const abort = this.onAbort(channel, id)
      const finish = (): void => {
        this.calls.delete(id)
        abort.done()
      }
      this.calls.set(id, {
        method,
        subject: undefined,
        context,
        resolve: (value) => {
          finish()
          resolve(value as z.output<(typeof work)[M]['result']>)
        },
        reject: (error) => {
          finish()
          reject(context.signal.aborted ? cancelled() : error)
        }
      })
      context.signal.addEventListener('abort', abort.fire, { once: true })
      channel.post({ t: 'call', id, method, request })
    })
  }

  async close(): Promise<void> {
    this.closed = true
    const channel = await this.channel?.catch(() => undefined)
    channel?.kill()
  }

  /** Asks to stop; kills the process when it does not listen. */
  private onAbort(channel: WorkerChannel, id: number): { fire: () => void; done: () => void } {
    let timer: NodeJS.Timeout | undefined
    const fire = (): void => {
      channel.post({ t: 'cancel', id })
      timer = setTimeout(() => {
        this.logger.warn('worker does not stop and is killed', { role: this.role, call: id })
        channel.kill()
      }, CANCEL_GRACE_MS)
    }
    const done = (): void => {
      clearTimeout(timer)
      this.calls.get(id)?.context.signal.removeEventListener('abort', fire)
    }
    return { fire, done }
  }

  private async connect(): Promise<WorkerChannel> {
    const channel = await this.spawn(this.role)
    const started = Promise.withResolvers<WorkerChannel>()
    const timer = setTimeout(() => {
      started.reject(gone(this.role, 'it did not start in time'))
      channel.kill()
    }, START_TIMEOUT_MS)
    channel.onMessage((message) => {
      const parsed = fromWorker.safeParse(message)
      if (!parsed.success) return
      if (parsed.data.t === 'outgrown') this.stopOutgrown(channel, parsed.data.bytes)
      else if (parsed.data.t !== 'ready') this.receive(parsed.data)
      else {
        clearTimeout(timer)
        this.ready = true
        started.resolve(channel)
      }
    })
    channel.onExit((reason) => {
      clearTimeout(timer)
      started.reject(gone(this.role, reason))
      this.lose(reason)
    })
    return started.promise
  }

  private receive(message: Extract<FromWorker, { id: number }>): void {
    const call = this.calls.get(message.id)
    if (call === undefined) return
    if (message.t === 'progress') {
      call.subject = message.update.subject ?? call.subject
      call.context.progress(message.update)
    } else if (message.t === 'error') call.reject(AppError.fromData(message.error))
    else settle(call, message.value)
  }

  private stopOutgrown(channel: WorkerChannel, bytes: number): void {
    this.outgrown ??= bytes
    channel.kill()
  }

  /** Its calls are told when the process has ended, not before: the next ones go to a new process. */
  private lose(reason: string): void {
    const ending = { reason, outgrown: this.outgrown }
    this.outgrown = undefined
    this.channel = undefined
    this.ready = false
    if (!this.closed) this.logger.warn('worker is gone', { role: this.role, ...ending, calls: this.calls.size })
    const calls = [...this.calls.values()]
    for (const call of calls) call.reject(errorOf(this.role, ending, call, calls))
  }
}

function settle(call: PendingCall, value: unknown): void {
  const parsed = work[call.method].result.safeParse(value)
  if (parsed.success) {
    call.resolve(parsed.data)
    return
  }
  const details = { issues: parsed.error.issues.slice(0, 5) }
  call.reject(new AppError('internal', `The worker's answer to ${call.method} does not have the agreed shape.`, { details }))
}

/** The same worker as one that asks and feeds other systems. */
export const asCollectWorker = (remote: RemoteWorker): CollectWorker & DeliverWorker => ({
  collect: (request, context) => remote.call('collect', request, context),
  previewCollect: (request, context) => remote.call('previewCollect', request, context),
  testConnection: (request, context) => remote.call('testConnection', request, context),
  sweepKeys: (request, context) => remote.call('sweepKeys', request, context),
  deliver: (request, context) => remote.call('deliver', request, context)
})

/** The same worker as LoadWorker. */
export function asLoadWorker(remote: RemoteWorker): LoadWorker {
  return {
    recognise: (request, context) => remote.call('recognise', request, context),
    stage: (request, context) => remote.call('stage', request, context),
    check: (request, context) => remote.call('check', request, context),
    preview: (request, context) => remote.call('preview', request, context),
    page: (request, context) => remote.call('page', request, context),
    derive: (request, context) => remote.call('derive', request, context),
    references: (sql, context) => remote.call('references', sql, context),
    duplicates: (request, context) => remote.call('duplicates', request, context),
    distinct: (request, context) => remote.call('distinct', request, context),
    diff: (request, context) => remote.call('diff', request, context),
    digests: (request, context) => remote.call('digests', request, context),
    exportFile: (request, context) => remote.call('exportFile', request, context),
    measure: (request, context) => remote.call('measure', request, context),
    profile: (request, context) => remote.call('profile', request, context),
    series: (request, context) => remote.call('series', request, context),
    returns: (request, context) => remote.call('returns', request, context)
  }
}

const cancelled = () => new AppError('cancelled', 'It was cancelled; nothing was changed.')
