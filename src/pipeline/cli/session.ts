import { createClient, type EngineClient } from '../contract'
import { openEngine, ownOrJoin, type EngineHost, type HeldLock } from '../engine'
import { connect, listen, thisUser } from '../serve'
import { channelPair } from '../lib/channel-pair'
import { whenAborted } from './when-aborted'

const KIND = 'cli'
/** How long to wait for another process that holds the workspace and cannot be joined (it starts, or is about to end), in ms. */
const WAIT_MS = 60_000

interface Opened {
  workspace: string
  profile: string | undefined
}

export interface Session {
  client: EngineClient
  /** Lets other command lines that joined us finish (unless we are told to stop), then ends an engine of our own. */
  close(): Promise<void>
}

/** Becomes a client of the engine that runs on this workspace; where none runs, starts one in this process that others can join. */
export function openSession({ workspace, profile }: Opened, host: EngineHost, signal: AbortSignal): Promise<Session> {
  return ownOrJoin<Session>(workspace, {
    own: (lock) => ownEngine(workspace, host, lock, signal),
    join,
    profile,
    clock: host.clock,
    waitMs: WAIT_MS,
    signal
  })
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
  // A command line does what it was told: what another one left waits for `resume` or `cancel`.
  const engine = await openEngine(host, { workspace, lock, takeUp: false })
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
      await Promise.race([engine.settled(), whenAborted(signal)])
      await listening.close()
      await engine.close()
    }
  }
}
