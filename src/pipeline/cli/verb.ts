import type { EngineClient, JobKind, JobResultOf } from '../contract'
import type { EngineHost } from '../engine'
import type { Args, VerbShape } from './args'
import type { Output } from './output'

/** What a verb works with. */
export interface VerbContext {
  args: Args
  out: Output
  /** Fires at the first SIGINT or SIGTERM. */
  signal: AbortSignal
  cwd: string
  host: EngineHost
  /** The profile that was named; the one that was chosen last where absent. */
  profile: string | undefined
  /** A secret from standard input, or asked for without echo; never from the command line, which other users may see. */
  readSecret(prompt: string): Promise<string>
  /** Folder of the built renderer, for `serve`. */
  renderer: string
  /** The workspace's root, absolute; `workspace.missing` where there is none. */
  workspace(): Promise<string>
  /** Runs `work` as a client of the workspace's engine; an engine started for it ends afterwards. */
  withEngine<T>(work: (client: EngineClient) => Promise<T>): Promise<T>
  /** Waits for a job, showing its progress. */
  finish<K extends JobKind>(client: EngineClient, kind: K, job: string): Promise<JobResultOf<K>>
}

/** One verb of the command line; `run` returns the exit code. */
export interface Verb extends VerbShape {
  run(context: VerbContext): Promise<number>
}
