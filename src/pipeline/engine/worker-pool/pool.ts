import type { Logger } from '../../lib/logger'
import type { EngineHost, WorkerPool } from '../ports'
import { asCollectWorker, asLoadWorker, RemoteWorker } from './remote-worker'

/** Three processes: for loads, for reading, and for what asks servers. Each starts at its first call; `warm` starts the reader before it is needed. */
export function createWorkerPool(spawn: EngineHost['spawnWorker'], logger: Logger): WorkerPool & { warm(): void } {
  const load = new RemoteWorker('load', spawn, logger)
  const read = new RemoteWorker('read', spawn, logger)
  const collect = new RemoteWorker('collect', spawn, logger)
  return {
    load: asLoadWorker(load),
    read: asLoadWorker(read),
    collect: asCollectWorker(collect),
    state: () => read.state(),
    states: () => [
      { role: 'load', state: load.state() },
      { role: 'read', state: read.state() },
      { role: 'collect', state: collect.state() }
    ],
    warm: () => {
      read.start().catch((error: unknown) => logger.warn('the reading worker does not start', { error: String(error) }))
    },
    close: async () => {
      await Promise.all([load.close(), read.close(), collect.close()])
    }
  }
}
