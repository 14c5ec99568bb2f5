import { methods, type MethodName, type ParsedParamsOf, type ResultOf } from '../../contract'
import { AppError } from '../../lib/errors'
import type { EventSource } from './event-source'

/** Who calls, and a signal that fires when the client cancels or leaves. */
export interface CallContext {
  signal: AbortSignal
  startedBy: string
  /** The client's request id, where the method has one. */
  requestId: string | undefined
}

/** A value with buffers that follow it in the frame. */
export class WithBuffers<T> {
  constructor(
    readonly value: T,
    readonly buffers: readonly Uint8Array[]
  ) {}
}

export type Handler<M extends MethodName> = (
  params: ParsedParamsOf<M>,
  context: CallContext
) => Promise<ResultOf<M> | WithBuffers<ResultOf<M>>>
export type Handlers = { [M in MethodName]: Handler<M> }

export interface Reply {
  value: unknown
  buffers: readonly Uint8Array[]
}

/** What a connection asks of the engine; parameters come as `unknown`. */
export interface Dispatcher {
  call(method: string, params: unknown, caller: { signal: AbortSignal; startedBy: string }): Promise<Reply>
  subscribe(topic: string, params: unknown, wake: () => void): EventSource
}

/** Answers kept by client request id, so that a repeated call starts nothing twice. */
export interface Remembered {
  /** Undefined where the request is new. */
  find(requestId: string, method: MethodName): { result: unknown } | undefined
  keep(requestId: string, method: MethodName, result: unknown): Promise<void>
}

/** Parses, calls the handler once per client request, and (where `verify`) checks what goes out. */
export function createCaller(handlers: Handlers, remembered: Remembered, verify: boolean): Dispatcher['call'] {
  const underway = new Map<string, Promise<Reply>>()
  const perform = async (method: MethodName, params: unknown, context: CallContext): Promise<Reply> => {
    // The handler of a method gets what the same method's schema has parsed.
    const handler = handlers[method] as (params: unknown, context: CallContext) => Promise<unknown>
    const result = await handler(params, context)
    const reply =
      result instanceof WithBuffers ? { value: result.value as unknown, buffers: result.buffers } : { value: result, buffers: [] }
    if (verify) verifyResult(method, reply.value)
    return reply
  }
  const once = async (requestId: string, method: MethodName, params: unknown, context: CallContext): Promise<Reply> => {
    const known = remembered.find(requestId, method)
    if (known !== undefined) return { value: known.result, buffers: [] }
    const reply = await perform(method, params, context)
    await remembered.keep(requestId, method, reply.value)
    return reply
  }
  return async (name, raw, caller) => {
    const method = methodOf(name)
    const params = parseParams(method, raw)
    const requestId = 'clientRequestId' in params ? params.clientRequestId : undefined
    const context: CallContext = { ...caller, requestId }
    if (requestId === undefined) return perform(method, params, context)
    const key = `${method} ${requestId}`
    const known = underway.get(key)
    if (known !== undefined) return known
    const reply = once(requestId, method, params, context).finally(() => underway.delete(key))
    underway.set(key, reply)
    return reply
  }
}

function methodOf(name: string): MethodName {
  if (Object.hasOwn(methods, name)) return name as MethodName
  throw new AppError('unsupported', `There is no method "${name}".`, {
    hint: 'The window and the engine may be of two versions.'
  })
}

function parseParams(method: MethodName, raw: unknown): ParsedParamsOf<MethodName> {
  const parsed = methods[method].params.safeParse(raw)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, 5).map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new AppError('ipc.invalid', `The parameters of ${method} are not as agreed: ${issues.map(describe).join('; ')}.`, {
    details: { method, issues }
  })
}

const describe = ({ path, message }: { path: string; message: string }): string => (path === '' ? message : `${path}: ${message}`)

function verifyResult(method: MethodName, value: unknown): void {
  const parsed = methods[method].result.safeParse(value)
  if (parsed.success) return
  throw new AppError('internal', `The answer of ${method} does not have the agreed shape.`, {
    details: { issues: parsed.error.issues.slice(0, 5) }
  })
}
