import {
  createClient,
  type EngineClient,
  type ErrorData,
  type JobSnapshot,
  type MethodName,
  type ParamsOf,
  type ResultOf
} from '../../contract'
import { randomUUID } from 'node:crypto'
import type { Engine } from '../engine'
import { channelPair } from '../../lib/channel-pair'

export class Refused extends Error {
  constructor(readonly data: ErrorData) {
    super(`${data.code}: ${data.message}`)
  }
}

/** A client as tests want it: refusals are thrown. */
export interface TestClient {
  client: EngineClient
  call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>
  /** Waits, by its events, until a job has ended. */
  ended(job: string): Promise<JobSnapshot>
}

export const requestId = (): { clientRequestId: string } => ({ clientRequestId: randomUUID() })

const ENDED = new Set(['done', 'failed', 'cancelled', 'interrupted'])

export function connectTo(engine: Engine): TestClient {
  const [ours, theirs] = channelPair()
  engine.accept(theirs, { name: 'test', startedBy: 'kim@desk' })
  return testClient(createClient(ours, 'test'))
}

export function testClient(client: EngineClient): TestClient {
  return {
    client,
    call: async (method, params) => {
      const outcome = await client.call(method, params)
      if (outcome.ok) return outcome.value
      throw new Refused(outcome.error)
    },
    ended: (id) =>
      new Promise((resolve, reject) => {
        const watch = client.subscribe(
          'jobs.watch',
          { sinceRev: 0 },
          {
            event: (jobs) => {
              const job = jobs.find((one) => one.id === id)
              if (job === undefined || !ENDED.has(job.state)) return
              watch.close()
              resolve(job)
            },
            end: (error) => reject(new Error(error?.message ?? 'the engine ended'))
          }
        )
      })
  }
}
