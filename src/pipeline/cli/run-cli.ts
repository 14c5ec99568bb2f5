import { resolve } from 'node:path'
import { NodeVault } from '../connect'
import { toErrorData } from '../lib/errors'
import type { EngineHost } from '../engine'
import { parseVerb, type Args, usageText } from './args'
import { forCommandLine } from './engine-gone'
import { exitCodeOfError, exitCodes } from './exit-codes'
import { finishJob, progressLine } from './jobs'
import { Output, type Sink } from './output'
import { sayWaits } from './say-waits'
import { readSecret, type SecretInput } from './read-secret'
import { openSession } from './session'
import type { VerbContext } from './verb'
import { findVerb } from './find-verb'
import { workspacePath } from './workspace-path'

/** What a process gives the command line. */
export interface CliProcess {
  stdin: SecretInput
  stdout: Sink
  stderr: Sink
  env: NodeJS.ProcessEnv
  cwd: string
  /** Fires at the first SIGINT or SIGTERM. */
  signal: AbortSignal
  /** The built renderer, for `serve`. */
  renderer: string
  host(verbose: boolean): EngineHost
}

/** Runs one command line (without node and script) and returns its exit code; never throws. */
export async function runCli(argv: readonly string[], process: CliProcess): Promise<number> {
  const out = new Output(process.stdout, process.stderr, argv.includes('--json'))
  try {
    const { verb, rest } = findVerb(argv)
    const args = parseVerb(verb, rest)
    if (args.flag('help')) {
      out.result({ verb: verb.name, usage: usageText(verb) }, usageText(verb))
      return exitCodes.done
    }
    return await verb.run(contextOf(args, out, process))
  } catch (error) {
    const data = forCommandLine(toErrorData(error))
    out.progress('')
    out.error(data)
    return process.signal.aborted ? exitCodes.cancelled : exitCodeOfError(data.code)
  }
}

function contextOf(args: Args, out: Output, process: CliProcess): VerbContext {
  const { signal, cwd, env, renderer } = process
  const host = { ...process.host(args.flag('verbose')), secrets: vaultOf(args, process) }
  const profile = args.text('profile') ?? (env.PENSTOCK_PROFILE === '' ? undefined : env.PENSTOCK_PROFILE)
  const workspace = () => workspacePath(args.text('workspace'), env, cwd)
  return {
    args,
    out,
    signal,
    cwd,
    host,
    renderer,
    profile,
    readSecret: (prompt) => readSecret(process.stdin, process.stderr, prompt),
    workspace,
    withEngine: async (work) => {
      const session = await openSession({ workspace: await workspace(), profile }, host, signal)
      try {
        return await work(session.client)
      } finally {
        await session.close()
      }
    },
    finish: async (client, kind, job) => {
      const onProgress: Parameters<typeof finishJob>[2]['onProgress'] = ({ progress }) => out.progress(progressLine(progress))
      const waits = kind === 'backfill' ? sayWaits(client, job, out) : undefined
      try {
        return await finishJob(kind, job, { client, signal, onProgress })
      } finally {
        waits?.close()
        out.progress('')
      }
    }
  }
}

function vaultOf(args: Args, { env, cwd }: CliProcess): NodeVault {
  const file = args.text('secrets') ?? env.PENSTOCK_SECRETS_FILE
  return new NodeVault({ env, file: file === undefined || file === '' ? undefined : resolve(cwd, file) })
}
