import { join } from 'node:path'
import type { FrameChannel, ToEngineHost, WorkerRole } from '../contract'
import { openEngine, ownOrJoin, type EngineEndpoint, type EngineHost, type HeldLock, type WorkerChannel } from '../engine'
import { SystemVault, type SystemCrypt } from '../connect'
import { systemClock } from '../lib/clock'
import { jsonLogger } from '../lib/json-logger'
import { connect, listen, thisUser } from '../serve'

/** The workspace as this process reaches it: by its own engine, or by passing frames on to the one that owns it. */
export interface EngineSession {
  instance: string
  title: string
  relayed: boolean
  accept(channel: FrameChannel, name: string): Promise<void>
  close(): Promise<void>
}

type Open = Omit<Extract<ToEngineHost, { t: 'open' }>, 't'>

/** How long another engine may take to say where it listens, in ms. */
const WAIT_MS = 30_000

/** What main does for an engine. */
export interface MainServices {
  spawnWorker(role: WorkerRole): Promise<WorkerChannel>
  crypt: SystemCrypt
  /** Ends this process and starts another, in the profile that was chosen. */
  profileChosen(): void
}

export function openSession(open: Open, main: MainServices): Promise<EngineSession> {
  return ownOrJoin<EngineSession>(open.workspace, {
    own: (lock) => ownSession(open, main, lock),
    join: (endpoint) => relaySession(endpoint, open.workspace),
    clock: systemClock,
    profile: open.profile,
    waitMs: WAIT_MS
  })
}

async function ownSession(open: Open, main: MainServices, lock: HeldLock): Promise<EngineSession> {
  const write = (line: string): void => void process.stderr.write(`${line}\n`)
  const logger = jsonLogger({ level: 'warn', clock: systemClock, write })
  const host: EngineHost = {
    kind: 'desktop',
    appVersion: open.appVersion,
    clock: systemClock,
    logger,
    secrets: new SystemVault(join(open.workspace, '.penstock', 'secrets.json'), main.crypt),
    spawnWorker: (role) => main.spawnWorker(role),
    profileChosen: () => main.profileChosen()
  }
  const engine = await openEngine(host, { workspace: open.workspace, lock })
  const listening = await listen(engine, { port: 0, root: open.renderer, logger })
  await lock.publish({ url: listening.url, token: listening.token })
  return {
    instance: engine.instance,
    title: engine.workspace.title,
    relayed: false,
    accept: (channel, name) => {
      engine.accept(channel, { name, startedBy: thisUser() })
      return Promise.resolve()
    },
    close: async () => {
      await engine.close()
      await listening.close()
    }
  }
}

/** Undefined where the owner does not answer. When it ends, so does this process, and main starts another that takes over. */
async function relaySession(endpoint: EngineEndpoint, workspace: string): Promise<EngineSession | undefined> {
  const watch = await connect(endpoint, 'desktop').catch(() => undefined)
  if (watch === undefined) return undefined
  watch.onClose(() => process.exit(1))
  return {
    instance: endpoint.url,
    title: workspace,
    relayed: true,
    accept: async (channel) => {
      const remote = await connect(endpoint, 'desktop')
      channel.onFrame((frame) => remote.send(new Uint8Array(frame)))
      remote.onFrame((frame) => channel.send(new Uint8Array(frame)))
      channel.onClose(() => remote.close())
      remote.onClose(() => channel.close())
    },
    close: () => Promise.resolve()
  }
}
