import { z } from 'zod'
import type { CollectWorker } from '../../collect/worker-api'
import type { DeliverWorker } from '../../deliver/worker-api'
import { AppError, toErrorData } from '../../lib/errors'
import { hideValue } from '../../lib/secret-values'
import type { LoadWorker, WorkContext } from '../../load/worker-api'
import { MemoryWatch } from './memory-watch'
import { toWorker, type FromWorker, type WorkMethod } from './messages'
import { work } from './schemas'

/** The worker's end of its channel to the engine. */
export interface WorkerPort {
  post(message: FromWorker): void
  onMessage(listener: (message: unknown) => void): void
}

/** Whatever its role, each process can do everything; roles keep one kind of work out of the other's way. */
export type AllWorker = LoadWorker & CollectWorker & DeliverWorker

/** Answers the engine's calls with a worker, in the worker's own process. Messages that do not parse are not answered. */
export function serveWorker(port: WorkerPort, worker: AllWorker): void {
  const running = new Map<number, AbortController>()
  const memory = new MemoryWatch((bytes) => port.post({ t: 'outgrown', bytes }))
  const answer = async (id: number, method: WorkMethod, request: unknown): Promise<void> => {
    const stop = new AbortController()
    running.set(id, stop)
    memory.start()
    const context: WorkContext = { signal: stop.signal, progress: (update) => port.post({ t: 'progress', id, update }) }
    try {
      port.post({ t: 'result', id, value: await perform(worker, method, request, context) })
    } catch (error) {
      port.post({ t: 'error', id, error: toErrorData(error) })
    } finally {
      running.delete(id)
      if (running.size === 0) memory.stop()
    }
  }
  port.onMessage((message) => {
    const parsed = toWorker.safeParse(message)
    if (!parsed.success) return
    if (parsed.data.t === 'cancel') running.get(parsed.data.id)?.abort()
    else void answer(parsed.data.id, parsed.data.method, parsed.data.request)
  })
  port.post({ t: 'ready' })
}

function perform(worker: AllWorker, method: WorkMethod, request: unknown, context: WorkContext): Promise<unknown> {
  const parsed = work[method].request.safeParse(request)
  if (!parsed.success) {
    throw new AppError('ipc.invalid', `A worker was asked to ${method} with what it does not know.`, {
      details: { issues: parsed.error.issues.slice(0, 5) }
    })
  }
  hideSecrets(parsed.data)
  // One method and its own request: both come from the same entry of `work`.
  const call = worker[method].bind(worker) as (request: unknown, context: WorkContext) => Promise<unknown>
  return call(parsed.data, context)
}

/** Secrets that come with a request are in no line and no error that this process writes. */
function hideSecrets(request: unknown): void {
  const { data } = withSecrets.safeParse(request)
  for (const secret of Object.values(data?.connection?.secrets ?? {})) hideValue(secret)
}

const withSecrets = z.object({ connection: z.object({ secrets: z.record(z.string(), z.string()) }).optional() })
