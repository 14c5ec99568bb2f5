import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import type { ToWorkerHost, WorkerRole } from '../../pipeline/contract'

export interface WorkerEvents {
  /** The worker runs; `port` leads to it. */
  spawned(id: number, port: MessagePortMain): void
  exited(id: number, reason: string): void
}

/** The engine's workers: a utility process can start none itself, so main does it when asked. */
export class WorkerProcesses {
  private readonly running = new Map<number, UtilityProcess>()

  constructor(
    private readonly script: string,
    private readonly env: Record<string, string>,
    private readonly events: WorkerEvents
  ) {}

  spawn(id: number, role: WorkerRole): void {
    const worker = utilityProcess.fork(this.script, [], { serviceName: `penstock-${role}`, env: this.env, stdio: 'inherit' })
    const { port1, port2 } = new MessageChannelMain()
    this.running.set(id, worker)
    worker.once('spawn', () => {
      worker.postMessage({ t: 'connect', role } satisfies ToWorkerHost, [port1])
      this.events.spawned(id, port2)
    })
    worker.once('exit', (code) => {
      if (this.running.delete(id)) this.events.exited(id, `exit code ${code}`)
    })
  }

  /** Ends a worker at once, whatever it is doing: it may be deep in native code, where nothing softer is heard. */
  kill(id: number): void {
    const pid = this.running.get(id)?.pid
    if (pid === undefined) return
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself in this very moment.
    }
  }

  killAll(): void {
    for (const id of [...this.running.keys()]) this.kill(id)
    this.running.clear()
  }
}
