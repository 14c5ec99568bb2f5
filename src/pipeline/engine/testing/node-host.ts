import { fork, type ChildProcess } from 'node:child_process'
import { systemClock } from '../../lib/clock'
import type { WorkerRole } from '../../contract'
import type { Logger } from '../../lib/logger'
import type { EngineHost, WorkerChannel } from '../ports'

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent
}

/** A host of plain Node with forked workers; `workers` are the processes that were started, for tests that kill them. */
export function nodeHost(
  worker: string,
  logger: Logger = silent
): { host: EngineHost; workers: { role: string; child: ChildProcess }[] } {
  const workers: { role: string; child: ChildProcess }[] = []
  const spawnWorker = (role: WorkerRole): Promise<WorkerChannel> => {
    const child = fork(worker, [role], { serialization: 'advanced', execPath: process.execPath, execArgv: [] })
    workers.push({ role, child })
    return Promise.resolve({
      post: (message) => {
        if (child.connected) child.send(message as object, () => undefined)
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', (code, signal) => listener(signal ?? `exit code ${code ?? 'unknown'}`)),
      kill: () => void child.kill('SIGKILL')
    })
  }
  return { host: { kind: 'cli', appVersion: '0.0.0', clock: systemClock, logger, spawnWorker }, workers }
}
