import type { Clock } from '../lib/clock'
import type { Logger } from '../lib/logger'
import type { LoadWorker } from '../load/worker-api'
import type { CollectWorker } from '../collect/worker-api'
import type { DeliverWorker } from '../deliver/worker-api'
import type { SecretVault } from '../connect/vault'
import type { WorkerRole, WorkspaceInfo } from '../contract'

/** What a host gives the engine: the composition root builds everything else. */
export interface EngineHost {
  kind: WorkspaceInfo['host']
  appVersion: string
  clock: Clock
  logger: Logger
  /** Where secrets are kept; in memory only where absent. */
  secrets?: SecretVault | undefined
  /** Starts the engine anew in another profile, where the host can. */
  profileChosen?: ((profile: string) => void) | undefined
  /** Starts a worker process; main does it in Electron, fork in plain Node. */
  spawnWorker(role: WorkerRole): Promise<WorkerChannel>
}

/** Messages of a worker process; `onExit` fires once, also after kill -9. */
export interface WorkerChannel {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: (reason: string) => void): void
  kill(): void
}

export type WorkerState = 'ready' | 'starting' | 'down'

/** A worker that is replaced when it dies; calls in flight then fail with `worker.gone`. */
export interface WorkerPool {
  load: LoadWorker
  read: LoadWorker
  /** Asks servers and databases, and sends to them. */
  collect: CollectWorker & DeliverWorker
  state(): WorkerState
  /** Of each process; one that nobody has needed yet is down. */
  states(): { role: WorkerRole; state: WorkerState }[]
  close(): Promise<void>
}
