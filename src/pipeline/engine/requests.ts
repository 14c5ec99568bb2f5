import { backfillResult, type Backfill, type JobSnapshot, type MethodName } from '../contract'
import { toInstant, type Clock } from '../lib/clock'
import { AppError } from '../lib/errors'
import type { StateStore } from '../store'
import type { Remembered } from './protocol/dispatch'

/** A client that reconnects asks again within seconds; a week is generous. */
const KEEP_MS = 7 * 86_400_000
/** Its answer has a secret in it, which is never written down: a repeated call finds it for as long as this engine lives. */
const SECRET: MethodName = 'shares.create'

/** Answers by client request id; a job that was started just before a crash is found by the request that started it. */
export function rememberedRequests(state: StateStore, clock: Clock): Remembered {
  const secret = new Map<string, { method: string; result: unknown }>()
  return {
    find: (requestId, method) => {
      const known = secret.get(requestId) ?? state.requests.get(requestId)
      if (known?.method === method) return { result: known.result }
      if (known !== undefined) throw new AppError('ipc.invalid', `The client request id was already used for ${known.method}.`)
      const job = state.jobs.byRequest(requestId)
      return job === undefined ? undefined : { result: answerOf(method, job, state) }
    },
    keep: async (requestId, method: MethodName, result) => {
      if (method === SECRET) secret.set(requestId, { method, result })
      else await state.requests.put(requestId, method, result, toInstant(clock.now()))
    }
  }
}

/** What a method would have answered that started this job, and was cut off before it could. */
function answerOf(method: MethodName, job: JobSnapshot, state: StateStore): unknown {
  const backfill = job.kind === 'backfill' ? backfillOf(job, state) : undefined
  if (backfill === undefined) return { job: job.id }
  if (method === 'backfills.publish') return backfill
  return method === 'schedules.run' ? { id: backfill.id } : { id: backfill.id, job: job.id }
}

/** Once another job has taken the backfill over, the result of this one still names it. */
function backfillOf({ id, result }: JobSnapshot, { backfills }: StateStore): Backfill | undefined {
  return backfills.ofJob(id) ?? backfills.get(backfillResult.safeParse(result).data?.runId ?? '')
}

export const forgetOldRequests = (state: StateStore, clock: Clock): Promise<void> =>
  state.requests.forget(toInstant(clock.now() - KEEP_MS))
