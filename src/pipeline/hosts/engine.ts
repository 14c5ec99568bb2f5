import { toEngineHost, type FromEngineHost, type ToEngineHost } from '../contract'
import { parentPort, frameChannel, type ParentPort, type UtilityPort } from '../engine/utility-ports'
import { WorkerSpawner } from '../engine/worker-spawner'
import { toErrorData } from '../lib/errors'
import { openSession, type EngineSession } from './engine-session'
import { MainCrypt } from './main-crypt'

/** The engine's process under Electron: everything it knows of the outside comes from main by its parent port. */
class EngineProcess {
  private session: Promise<EngineSession> | undefined
  private readonly workers = new WorkerSpawner((message) => this.say(message))
  private readonly crypt = new MainCrypt((message) => this.say(message))

  constructor(private readonly parent: ParentPort) {
    parent.on('message', ({ data, ports: [port] }) => {
      const message = toEngineHost.safeParse(data)
      if (message.success) this.receive(message.data, port)
    })
  }

  private say(message: FromEngineHost): void {
    this.parent.postMessage(message)
  }

  private receive(message: ToEngineHost, port: UtilityPort | undefined): void {
    switch (message.t) {
      case 'open':
        this.session ??= this.open(message)
        return
      case 'client':
        if (port !== undefined) void this.connect(message.name, port)
        return
      case 'spawned':
        if (port !== undefined) this.workers.spawned(message.id, port)
        return
      case 'exit':
        this.workers.exited(message.id, message.reason)
        return
      case 'crypted':
      case 'uncrypted':
        this.crypt.answered(message)
        return
      case 'close':
        void this.close()
    }
  }

  private async open(message: Extract<ToEngineHost, { t: 'open' }>): Promise<EngineSession> {
    try {
      const session = await openSession(message, {
        crypt: this.crypt,
        spawnWorker: (role) => this.workers.spawn(role),
        profileChosen: () => this.say({ t: 'profile' })
      })
      const { instance, title, relayed } = session
      this.say({ t: 'opened', instance, title, relayed })
      return session
    } catch (error) {
      this.say({ t: 'failed', error: toErrorData(error) })
      return process.exit(1)
    }
  }

  private async connect(name: string, port: UtilityPort): Promise<void> {
    const channel = frameChannel(port)
    await (await this.session)?.accept(channel, name)
  }

  private async close(): Promise<void> {
    await (await this.session)?.close()
    this.say({ t: 'closed' })
    process.exit(0)
  }
}

const parent = parentPort()
if (parent === undefined) throw new Error('This is the engine of the desktop application; it is started by it.')
new EngineProcess(parent)
