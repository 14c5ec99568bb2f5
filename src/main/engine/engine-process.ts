import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import { fromEngineHost, type ErrorData, type FromEngineHost, type ToEngineHost } from '../../pipeline/contract'
import { log } from '../log'
import { answerCrypt } from '../secrets/answer-crypt'
import { restartDelay } from './restart-delay'
import { WorkerProcesses } from './worker-processes'

export interface EngineProcessOptions {
  /** Built files of hosts/engine.ts and hosts/worker.ts. */
  engineScript: string
  workerScript: string
  open: Omit<Extract<ToEngineHost, { t: 'open' }>, 't'>
  /** What both see of the environment. */
  env: Record<string, string>
}

export interface EngineProcessEvents {
  /** A new process runs: whoever had a port to the last one needs a new one. */
  started(): void
  opened(title: string): void
  /** The workspace cannot be opened and another try would not help. */
  failed(error: ErrorData): void
}

const CLOSE_TIMEOUT_MS = 5_000

/** Keeps one engine running for the life of the application: when it dies, a new one is started, after growing pauses. */
export class EngineProcess {
  private child: UtilityProcess | undefined
  private workers: WorkerProcesses | undefined
  private timer: NodeJS.Timeout | undefined
  private failures = 0
  private startedAt = 0
  private closing = false
  /** It ends to come back in another profile. */
  private changing = false

  constructor(
    private readonly options: EngineProcessOptions,
    private readonly events: EngineProcessEvents
  ) {}

  start(): void {
    const child = utilityProcess.fork(this.options.engineScript, [], {
      serviceName: 'penstock-engine',
      env: this.options.env,
      stdio: 'inherit'
    })
    this.child = child
    this.startedAt = performance.now()
    this.workers = new WorkerProcesses(this.options.workerScript, this.options.env, {
      spawned: (id, port) => this.say({ t: 'spawned', id }, [port]),
      exited: (id, reason) => this.say({ t: 'exit', id, reason })
    })
    child.on('message', (message: unknown) => this.receive(message))
    child.once('exit', (code) => this.ended(code))
    this.say({ t: 'open', ...this.options.open })
    this.events.started()
  }

  /** Hands one end of a channel to the engine as a client; it is closed when the engine ends. */
  connect(name: string, port: MessagePortMain): void {
    this.say({ t: 'client', name }, [port])
  }

  /** Lets the engine finish and write its state; ends it after five seconds in any case. */
  async close(): Promise<void> {
    this.closing = true
    clearTimeout(this.timer)
    const child = this.child
    if (child === undefined) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const late = setTimeout(() => child.kill(), CLOSE_TIMEOUT_MS)
    this.say({ t: 'close' })
    await gone
    clearTimeout(late)
  }

  private say(message: ToEngineHost, ports: MessagePortMain[] = []): void {
    this.child?.postMessage(message, ports)
  }

  private receive(message: unknown): void {
    const parsed = fromEngineHost.safeParse(message)
    if (parsed.success) this.act(parsed.data)
    else log('the engine said what main does not know')
  }

  private act(message: FromEngineHost): void {
    switch (message.t) {
      case 'spawn':
        this.workers?.spawn(message.id, message.role)
        return
      case 'kill':
        this.workers?.kill(message.id)
        return
      case 'crypt':
        void answerCrypt(message).then((answer) => this.say(answer))
        return
      case 'profile':
        this.changeProfile()
        return
      case 'opened':
        this.events.opened(message.title)
        return
      case 'failed':
        this.fail(message.error)
        return
      case 'closed':
    }
  }

  /** What was named at the start no longer counts: the next engine opens what was chosen. */
  private changeProfile(): void {
    this.changing = true
    delete this.options.open.profile
    const child = this.child
    const late = setTimeout(() => child?.kill(), CLOSE_TIMEOUT_MS)
    child?.once('exit', () => clearTimeout(late))
    this.say({ t: 'close' })
  }

  private fail(error: ErrorData): void {
    log('the workspace could not be opened', { code: error.code })
    if (error.retriable) return
    this.closing = true
    this.events.failed(error)
  }

  private ended(code: number): void {
    this.child = undefined
    this.workers?.killAll()
    if (this.closing) return
    if (this.changing) {
      this.changing = false
      this.start()
      return
    }
    const pause = restartDelay(this.failures, performance.now() - this.startedAt)
    this.failures = pause.failures
    log('the engine ended and is started again', { code, afterMs: pause.delayMs })
    this.timer = setTimeout(() => this.start(), pause.delayMs)
  }
}
