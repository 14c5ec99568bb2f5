import { setTimeout as delay } from 'node:timers/promises'
import { createClient, type EngineClient } from '../contract'
import { acquireLock, openEngine, type EngineHost, type HeldLock } from '../engine'
import { AppError } from '../lib/errors'
import { connect, listen, thisUser } from '../serve'
import { channelPair } from '../lib/channel-pair'
import { whenAborted } from './when-aborted'

const KIND = 'cli'
/** How long to wait for another process that holds the workspace and cannot be joined (it starts, or is about to end), in ms. */
const WAIT_MS = 60_000
const POLL_MS = 50

export interface Session {
  client: EngineClient
  /** Lets other command lines that joined us finish (unless we are told to stop), then ends an engine of our own. */
  close(): Promise<void>
}

/** Becomes a client of the engine that runs on this workspace; where none runs, starts one in this process that others can join. */
export async function openSession(workspace: string, host: EngineHost, signal: AbortSignal): Promise<Session> {
  const started = host.clock.monotonic()
  for (;;) {
    const lock = await acquireLock(workspace)
    if (lock.state === 'held') return ownEngine(workspace, host, lock, signal)
    const joined = lock.owner.endpoint === undefined ? undefined : await join(lock.owner.endpoint)
    if (joined !== undefined) return joined
    if (host.clock.monotonic() - started > WAIT_MS) {
      throw new AppError(
        'engine.locked',
        `Another Penstock (process ${lock.owner.pid}) holds ${workspace} and does not answer.`,
        {
          hint: 'Wait until it has ended, or end it, then try again.',
          details: { pid: lock.owner.pid }
        }
      )
    }
    if (signal.aborted) throw new AppError('cancelled', 'It was cancelled before it began.')
    await delay(POLL_MS)
  }
}

/** Undefined when that engine is about to end, or has just ended. */
async function join(endpoint: { url: string; token: string }): Promise<Session | undefined> {
  try {
    const client = createClient(await connect(endpoint, KIND), KIND)
    await client.welcome
    return {
      client,
      close: () => {
        client.close()
        return Promise.resolve()
      }
    }
  } catch {
    return undefined
  }
}

async function ownEngine(workspace: string, host: EngineHost, lock: HeldLock, signal: AbortSignal): Promise<Session> {
  const engine = await openEngine(host, { workspace, lock })
  const listening = await listen(engine, { port: 0, root: undefined, logger: host.logger })
  await lock.publish({ url: listening.url, token: listening.token })
  const [ours, theirs] = channelPair()
  engine.accept(theirs, { name: KIND, startedBy: thisUser() })
  const client = createClient(ours, KIND)
  await client.welcome
  return {
    client,
    close: async () => {
      await Promise.race([listening.drained(KIND), whenAborted(signal)])
      client.close()
      await listening.close()
      await engine.close()
    }
  }
}
