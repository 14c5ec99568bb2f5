import {
  clientMessage,
  decodeFrame,
  encodeFrame,
  FrameError,
  MAX_HEADER_BYTES,
  PROTOCOL,
  type ClientMessage,
  type EngineMessage,
  type FrameChannel
} from '../../contract'
import type { Clock } from '../../lib/clock'
import { AppError, toErrorData } from '../../lib/errors'
import type { Logger } from '../../lib/logger'
import type { Dispatcher } from './dispatch'
import type { EventSource } from './event-source'
import { rateLimit } from './rate-limit'

/** Calls and subscriptions that one client may have open. */
const MAX_OPEN = 256
/** Messages above its rate after which a client is cut off. */
const MAX_EXCESS = 20_000

export interface ConnectionOptions {
  dispatcher: Dispatcher
  startedBy: string
  appVersion: string
  instance: string
  clock: Clock
  logger: Logger
  /** Called once, when the channel has closed. */
  onGone(connection: Connection): void
}

interface Subscription {
  source: EventSource | undefined
  credits: number
  seq: number
}

/** The engine's half of the protocol with one client. Nothing that a client says can throw out of here. */
export class Connection {
  private greeted = false
  private closed = false
  private excess = 0
  private readonly calls = new Map<number, AbortController>()
  private readonly subscriptions = new Map<number, Subscription>()
  private readonly allowed: () => boolean

  constructor(
    private readonly channel: FrameChannel,
    private readonly options: ConnectionOptions
  ) {
    this.allowed = rateLimit(options.clock)
    channel.onFrame((frame) => this.receive(frame))
    channel.onClose(() => this.dispose())
  }

  /** Ends every subscription and the channel. */
  close(): void {
    for (const id of [...this.subscriptions.keys()]) this.endSubscription(id)
    this.channel.close()
    this.dispose()
  }

  private dispose(): void {
    if (this.closed) return
    this.closed = true
    this.options.onGone(this)
    for (const call of this.calls.values()) call.abort()
    for (const subscription of this.subscriptions.values()) subscription.source?.close()
    this.calls.clear()
    this.subscriptions.clear()
  }

  private receive(frame: Uint8Array): void {
    if (this.closed) return
    const allowed = this.allowed()
    try {
      this.accept(parseMessage(frame), allowed)
    } catch (error) {
      if (allowed) this.refuse(0, error)
      else this.countExcess()
    }
  }

  private accept(message: ClientMessage, allowed: boolean): void {
    if (message.t === 'hello') this.greet(message.protocol)
    else if (this.greeted) this.act(message, allowed)
    else this.refuse(message.id, new AppError('ipc.version', 'A client says hello before anything else.'))
  }

  private act(message: Exclude<ClientMessage, { t: 'hello' }>, allowed: boolean): void {
    switch (message.t) {
      case 'call':
        if (!this.admit(message.id, allowed)) return
        void this.call(message.id, message.method, message.params)
        return
      case 'subscribe':
        if (!this.admit(message.id, allowed)) return
        this.subscribe(message.id, message.topic, message.params, message.credits)
        return
      case 'cancel':
        this.calls.get(message.id)?.abort()
        return
      case 'credit':
        this.grant(message.id, message.credits)
        return
      case 'unsubscribe':
        this.subscriptions.get(message.id)?.source?.close()
        this.subscriptions.delete(message.id)
    }
  }

  private greet(protocol: number): void {
    if (protocol !== PROTOCOL) {
      const message = `This client speaks version ${protocol} of the protocol, the engine version ${PROTOCOL}.`
      this.refuse(0, new AppError('ipc.version', message, { hint: 'Reload the window, or update the older of the two.' }))
      this.channel.close()
      this.dispose()
      return
    }
    this.greeted = true
    this.say({ t: 'welcome', protocol: PROTOCOL, engine: this.options.appVersion, instance: this.options.instance })
  }

  private admit(id: number, allowed: boolean): boolean {
    const hint = 'Wait a moment, then go on.'
    if (!allowed || this.calls.size + this.subscriptions.size >= MAX_OPEN) {
      this.refuse(id, new AppError('ipc.rate', 'This client asks for more at once than it may.', { retriable: true, hint }))
      if (!allowed) this.countExcess()
      return false
    }
    if (!this.calls.has(id) && !this.subscriptions.has(id)) return true
    this.refuse(id, new AppError('ipc.invalid', `The id ${id} is already in use.`))
    return false
  }

  private countExcess(): void {
    this.excess += 1
    if (this.excess < MAX_EXCESS || this.closed) return
    this.options.logger.warn('client is cut off for flooding', { client: this.options.startedBy })
    this.close()
  }

  private async call(id: number, method: string, params: unknown): Promise<void> {
    const stop = new AbortController()
    this.calls.set(id, stop)
    try {
      const { dispatcher, startedBy } = this.options
      const reply = await dispatcher.call(method, params, { signal: stop.signal, startedBy })
      this.say({ t: 'reply', id, ok: true, value: reply.value }, reply.buffers)
    } catch (error) {
      this.refuse(id, error)
    } finally {
      this.calls.delete(id)
    }
  }

  private subscribe(id: number, topic: string, params: unknown, credits: number): void {
    const subscription: Subscription = { source: undefined, credits, seq: 0 }
    this.subscriptions.set(id, subscription)
    try {
      subscription.source = this.options.dispatcher.subscribe(topic, params, () => this.pump(id, subscription))
      this.pump(id, subscription)
    } catch (error) {
      this.subscriptions.delete(id)
      this.say({ t: 'end', id, error: toErrorData(error) })
    }
  }

  private grant(id: number, credits: number): void {
    const subscription = this.subscriptions.get(id)
    if (subscription === undefined) return
    subscription.credits = Math.min(subscription.credits + credits, 65_536)
    this.pump(id, subscription)
  }

  private pump(id: number, subscription: Subscription): void {
    while (subscription.credits > 0 && !this.closed) {
      const next = subscription.source?.take()
      if (next === undefined) return
      subscription.credits -= 1
      this.say({ t: 'event', id, seq: subscription.seq++, dropped: next.dropped, event: next.event })
    }
  }

  private endSubscription(id: number): void {
    this.subscriptions.get(id)?.source?.close()
    this.subscriptions.delete(id)
    this.say({ t: 'end', id })
  }

  private refuse(id: number, error: unknown): void {
    const data = toErrorData(error)
    if (data.code === 'internal') {
      const stack = error instanceof Error ? error.stack : undefined
      this.options.logger.error('call failed unexpectedly', { message: data.message, stack })
    }
    this.say({ t: 'refusal', id, ok: false, error: data })
  }

  private say(message: EngineMessage, buffers: readonly Uint8Array[] = []): void {
    if (!this.closed) this.channel.send(encodeFrame(message, buffers))
  }
}

function parseMessage(frame: Uint8Array): ClientMessage {
  if (frame.byteLength > MAX_HEADER_BYTES + 64) throw tooLarge(frame.byteLength)
  try {
    const { header, buffers } = decodeFrame(frame, MAX_HEADER_BYTES)
    const parsed = clientMessage.safeParse(header)
    if (parsed.success && buffers.length === 0) return parsed.data
  } catch (error) {
    if (!(error instanceof FrameError)) throw error
    if (error.reason === 'too_large') throw tooLarge(frame.byteLength)
  }
  throw new AppError('ipc.invalid', 'This message is not one of the protocol.')
}

const tooLarge = (bytes: number) =>
  new AppError('ipc.too_large', `A message of ${bytes} bytes is above the limit of ${MAX_HEADER_BYTES}.`, { details: { bytes } })
