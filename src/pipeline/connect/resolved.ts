import type { ConnectionTarget } from '../contract'

/** A connection as it is used: profile and variables filled in, with its secrets. It never leaves the engine and its workers. */
export interface ResolvedConnection {
  name: string
  target: ConnectionTarget
  secrets: Record<string, string>
}
