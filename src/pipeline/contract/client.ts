import type { FrameChannel } from './channel'
import { topics, type EventOf, type TopicName, type TopicParamsOf } from './events'
import { decodeFrame, encodeFrame } from './frame'
import { methods, type MethodName, type ParamsOf, type ResultOf } from './methods'
import type { ErrorData } from './errors'
import { engineMessage, MAX_FRAME_BYTES, PROTOCOL, type ClientMessage, type EngineMessage } from './wire'

export type Outcome<T> = { ok: true; value: T; buffers: Uint8Array[] } | { ok: false; error: ErrorData }

export interface Subscription {
  /** Grants the engine `n` more events. */
  grant(n: number): void
  close(): void
}

export interface EngineClient {
  /** Never rejects: a refusal, a lost connection and a cancel are all `{ok: false}`. */
  call<M extends MethodName>(method: M, params: ParamsOf<M>, signal?: AbortSignal): Promise<Outcome<ResultOf<M>>>
  subscribe<T extends TopicName>(
    topic: T,
    params: TopicParamsOf<T>,
    on: { event(event: EventOf<T>, dropped: number): void; end?(error: ErrorData | undefined): void },
    credits?: number
  ): Subscription
  /** Resolves with the engine's instance id once it has welcomed us; a new id means that the engine was restarted. */
  readonly welcome: Promise<{ instance: string }>
  readonly closed: Promise<void>
  close(): void
}

const gone: ErrorData = {
  code: 'engine.gone',
  message: 'The connection to the engine was lost.',
  retriable: true,
  hint: 'It reconnects by itself; what was already committed is safe.'
}
const cancelled: ErrorData = { code: 'cancelled', message: 'It was cancelled.', retriable: false }

interface PendingCall {
  method: MethodName
  settle(outcome: Outcome<unknown>): void
}
interface OpenTopic {
  topic: TopicName
  event(event: unknown, dropped: number): void
  end(error: ErrorData | undefined): void
}

/** The client's half of the protocol over any channel; used by windows, browsers and the command line alike. */
export function createClient(channel: FrameChannel, name: string): EngineClient {
  const calls = new Map<number, PendingCall>()
  const open = new Map<number, OpenTopic>()
  const welcome = Promise.withResolvers<{ instance: string }>()
  const closed = Promise.withResolvers<undefined>()
  welcome.promise.catch(() => undefined)
  let nextId = 1
  let isClosed = false

  const say = (message: ClientMessage): void => {
    if (!isClosed) channel.send(encodeFrame(message))
  }
  const end = (): void => {
    if (isClosed) return
    isClosed = true
    for (const call of calls.values()) call.settle({ ok: false, error: gone })
    for (const topic of open.values()) topic.end(gone)
    calls.clear()
    open.clear()
    welcome.reject(new Error(gone.message))
    closed.resolve(undefined)
  }

  const receive = (message: EngineMessage, buffers: Uint8Array[]): void => {
    switch (message.t) {
      case 'welcome':
        welcome.resolve({ instance: message.instance })
        return
      case 'reply':
        settleCall(calls, message.id, parseReply(calls.get(message.id)?.method, message.value, buffers))
        return
      case 'refusal':
        settleCall(calls, message.id, { ok: false, error: message.error })
        return
      case 'event':
        deliver(open.get(message.id), message.event, message.dropped)
        return
      case 'end':
        open.get(message.id)?.end(message.error)
        open.delete(message.id)
    }
  }

  channel.onFrame((bytes) => {
    const frame = decodeFrame(bytes, MAX_FRAME_BYTES)
    receive(engineMessage.parse(frame.header), frame.buffers)
  })
  channel.onClose(end)
  say({ t: 'hello', protocol: PROTOCOL, client: name })

  return {
    call: <M extends MethodName>(method: M, params: ParamsOf<M>, signal?: AbortSignal) =>
      new Promise<Outcome<ResultOf<M>>>((resolve) => {
        if (isClosed) {
          resolve({ ok: false, error: gone })
          return
        }
        if (signal?.aborted === true) {
          resolve({ ok: false, error: cancelled })
          return
        }
        const id = nextId++
        const abort = (): void => say({ t: 'cancel', id })
        signal?.addEventListener('abort', abort, { once: true })
        const settle = (outcome: Outcome<unknown>): void => {
          signal?.removeEventListener('abort', abort)
          resolve(outcome as Outcome<ResultOf<M>>)
        }
        calls.set(id, { method, settle })
        say({ t: 'call', id, method, params })
      }),
    subscribe: (topic, params, on, credits = 32) => {
      const id = nextId++
      open.set(id, {
        topic,
        event: (event, dropped) => {
          on.event(event as EventOf<typeof topic>, dropped)
          say({ t: 'credit', id, credits: 1 })
        },
        end: (error) => on.end?.(error)
      })
      say({ t: 'subscribe', id, topic, params, credits })
      return {
        grant: (n) => say({ t: 'credit', id, credits: n }),
        close: () => {
          if (open.delete(id)) say({ t: 'unsubscribe', id })
        }
      }
    },
    welcome: welcome.promise,
    closed: closed.promise,
    close: () => {
      channel.close()
      end()
    }
  }
}

function settleCall(calls: Map<number, PendingCall>, id: number, outcome: Outcome<unknown>): void {
  const call = calls.get(id)
  calls.delete(id)
  call?.settle(outcome)
}

function parseReply(method: MethodName | undefined, value: unknown, buffers: Uint8Array[]): Outcome<unknown> {
  if (method === undefined) return { ok: true, value, buffers }
  const parsed = methods[method].result.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data, buffers }
  return {
    ok: false,
    error: {
      code: 'ipc.invalid',
      message: `The engine's answer to ${method} does not have the agreed shape.`,
      retriable: false,
      details: { issues: parsed.error.issues.slice(0, 5) }
    }
  }
}

function deliver(topic: OpenTopic | undefined, event: unknown, dropped: number): void {
  if (topic === undefined) return
  const parsed = topics[topic.topic].event.safeParse(event)
  if (parsed.success) topic.event(parsed.data, dropped)
}
