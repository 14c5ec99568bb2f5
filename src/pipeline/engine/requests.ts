import type { MethodName } from '../contract'
import { toInstant, type Clock } from '../lib/clock'
import { AppError } from '../lib/errors'
import type { StateStore } from '../store'
import type { Remembered } from './protocol/dispatch'

/** A client that reconnects asks again within seconds; a week is generous. */
const KEEP_MS = 7 * 86_400_000

/** Answers by client request id; a job that was started just before a crash is found by the request that started it. */
export function rememberedRequests(state: StateStore, clock: Clock): Remembered {
  return {
    find: (requestId, method) => {
      const known = state.requests.get(requestId)
      if (known?.method === method) return { result: known.result }
      if (known !== undefined) throw new AppError('ipc.invalid', `The client request id was already used for ${known.method}.`)
      const job = state.jobs.byRequest(requestId)
      return job === undefined ? undefined : { result: { job: job.id } }
    },
    keep: (requestId, method: MethodName, result) => state.requests.put(requestId, method, result, toInstant(clock.now()))
  }
}

export const forgetOldRequests = (state: StateStore, clock: Clock): Promise<void> =>
  state.requests.forget(toInstant(clock.now() - KEEP_MS))
