import type { WorkerRole } from '../contract'
import { AppError } from '../lib/errors'
import type { WorkerChannel } from './ports'
import { workerChannel, type UtilityPort } from './utility-ports'

type Say = (message: { t: 'spawn'; id: number; role: WorkerRole } | { t: 'kill'; id: number }) => void

/** Asks Electron's main process for workers, since a utility process can start none. */
export class WorkerSpawner {
  private nextId = 1
  private readonly asked = new Map<number, PromiseWithResolvers<WorkerChannel>>()
  private readonly running = new Map<number, ReturnType<typeof workerChannel>>()

  constructor(private readonly say: Say) {}

  spawn(role: WorkerRole): Promise<WorkerChannel> {
    const id = this.nextId++
    const answer = Promise.withResolvers<WorkerChannel>()
    this.asked.set(id, answer)
    this.say({ t: 'spawn', id, role })
    return answer.promise
  }

  /** Main has started it. */
  spawned(id: number, port: UtilityPort): void {
    const channel = workerChannel(port, () => this.say({ t: 'kill', id }))
    this.running.set(id, channel)
    this.asked.get(id)?.resolve(channel)
    this.asked.delete(id)
  }

  /** It is gone, or could never be started. */
  exited(id: number, reason: string): void {
    this.asked.get(id)?.reject(new AppError('worker.gone', `A worker could not be started: ${reason}.`, { retriable: true }))
    this.asked.delete(id)
    this.running.get(id)?.exited(reason)
    this.running.delete(id)
  }
}
