import { fork } from 'node:child_process'
import type { WorkerRole } from '../contract'
import type { WorkerChannel } from '../engine'

/** A terminal's Ctrl+C goes to its whole process group; the engine, not the terminal, decides when a worker stops. */
const ownGroup = process.platform !== 'win32'

/**
 * Starts hosts/worker.js as a child of plain Node. Its standard output goes to standard error: the former belongs to results.
 * The child ends with us: its channel closes, whatever ends us.
 */
export function forkWorker(path: string, role: WorkerRole): Promise<WorkerChannel> {
  const child = fork(path, [role], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'], detached: ownGroup })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('spawn', () =>
      resolve({
        post: (message) => {
          // A worker that has just died says so by its exit; what is still sent to it is lost with it.
          if (child.connected) child.send(message as object, () => undefined)
        },
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.once('exit', (code, signal) => listener(signal ?? `exit code ${code ?? 'unknown'}`)),
        kill: () => void child.kill('SIGKILL')
      })
    )
  })
}
