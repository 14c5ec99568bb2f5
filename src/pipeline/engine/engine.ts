import type { FrameChannel, WorkspaceInfo } from '../contract'
import type { HeldLock } from './lock'
import type { EngineHost } from './ports'

export interface EngineOptions {
  /** The workspace's root: it must exist (`workspace.missing`). */
  workspace: string
  /** Taken before, so that the caller could become a client instead; otherwise the engine takes it or fails with `engine.locked`. */
  lock?: HeldLock | undefined
}

export interface ClientInfo {
  /** For logs: `window`, `browser`, `cli` … */
  name: string
  /** Recorded with each run: `name@host` of the person, or `schedule`. */
  startedBy: string
}

export interface Engine {
  /** New with each start: a client that sees another one resubscribes. */
  readonly instance: string
  readonly workspace: WorkspaceInfo
  /** Serves one client until its channel closes. Its jobs outlive it. */
  accept(channel: FrameChannel, client: ClientInfo): void
  /** Stops taking calls, ends subscriptions, stops workers, writes state, releases the lock. Running jobs become interrupted. */
  close(): Promise<void>
}

/** Opens the workspace and builds everything that serves it. */
export type OpenEngine = (host: EngineHost, options: EngineOptions) => Promise<Engine>
