import { randomUUID } from 'node:crypto'
import type { EngineClient, MethodName, Outcome, ParamsOf, ResultOf } from '../contract'
import { AppError } from '../lib/errors'

/** So that a call that is repeated starts nothing twice. */
export const newRequestId = (): string => randomUUID()

/** Calls the engine and throws its refusal. */
export async function ask<M extends MethodName>(client: EngineClient, method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
  return take(await client.call(method, params)).value
}

/** The same with the raw columns that came along. */
export async function askWithBuffers<M extends MethodName>(
  client: EngineClient,
  method: M,
  params: ParamsOf<M>
): Promise<{ value: ResultOf<M>; buffers: Uint8Array[] }> {
  return take(await client.call(method, params))
}

function take<T>(outcome: Outcome<T>): { value: T; buffers: Uint8Array[] } {
  if (outcome.ok) return outcome
  throw AppError.fromData(outcome.error)
}
