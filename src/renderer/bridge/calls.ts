import type { ErrorData, MethodName, Outcome, ParamsOf, ResultOf } from '../../pipeline/contract'
import { connection, whenReady } from './connection'

const cancelled: ErrorData = { code: 'cancelled', message: 'It was cancelled.', retriable: false }

/** Asks the engine; waits for it at the start, and answers `engine.gone` while it is lost. */
export async function call<M extends MethodName>(
  method: M,
  params: ParamsOf<M>,
  signal?: AbortSignal
): Promise<Outcome<ResultOf<M>>> {
  try {
    const client = connection.getState().client ?? (await whenReady(signal))
    return await client.call(method, params, signal)
  } catch {
    return { ok: false, error: cancelled }
  }
}

type MutatingMethod = {
  [M in MethodName]: ParamsOf<M> extends { clientRequestId: string } ? M : never
}[MethodName]

type WithoutRequestId<P> = P extends unknown ? Omit<P, 'clientRequestId'> : never
/** What a change needs to be told; its request id is added here. */
export type ChangeOf<M extends MutatingMethod> = WithoutRequestId<ParamsOf<M>>

/** A change, sent with a request id of its own: repeated after a lost connection, it still happens once. */
export async function mutate<M extends MutatingMethod>(method: M, params: ChangeOf<M>): Promise<Outcome<ResultOf<M>>> {
  const request = { ...params, clientRequestId: crypto.randomUUID() } as ParamsOf<M>
  const outcome = await call(method, request)
  return outcome.ok || outcome.error.code !== 'engine.gone' ? outcome : call(method, request)
}
