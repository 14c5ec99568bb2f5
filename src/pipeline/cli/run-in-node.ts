import { join } from 'node:path'
import { z } from 'zod'
import { version } from '../../../package.json'
import { systemClock } from '../lib/clock'
import { jsonLogger } from '../lib/json-logger'
import type { EngineHost } from '../engine'
import { forkWorker } from '../serve'
import { exitCodes } from './exit-codes'
import { runCli } from './run-cli'

/** Runs the command line in this process of plain Node; `hosts` is the folder of the built hosts, the renderer lies beside it. */
export async function runInNode(argv: readonly string[], hosts: string): Promise<void> {
  // Whoever reads us may stop early (`| head`): that is no failure, and others may be at work in our engine.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  process.exitCode = await runCli(argv, {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    signal: stopSignal(),
    renderer: join(hosts, '..', 'renderer'),
    host: (verbose) => nodeHost(join(hosts, 'worker.js'), verbose)
  })
  // What still listens (a socket in its last second) must not hold the prompt, but output must be out.
  process.stdout.write('', () => process.exit())
}

/** The first SIGINT or SIGTERM asks to stop; the second SIGINT ends at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  const ask = (): void => {
    if (stop.signal.aborted) process.exit(exitCodes.cancelled)
    stop.abort()
  }
  process.on('SIGINT', ask)
  process.on('SIGTERM', ask)
  // The script that started us was killed; its terminal has no other way to reach us.
  process.on('disconnect', () => stop.abort())
  return stop.signal
}

/** Lines of the log for people, each message once. */
function plainly(write: (line: string) => void): (line: string) => void {
  const said = new Set<string>()
  return (line) => {
    const { message, error } = logLine.parse(JSON.parse(line))
    if (said.has(message)) return
    said.add(message)
    write(`penstock: ${message}${error === undefined ? '' : ` (${error})`}`)
  }
}

const logLine = z.object({ message: z.string(), error: z.string().optional() })

function nodeHost(worker: string, verbose: boolean): EngineHost {
  const write = (line: string): void => void process.stderr.write(`${line}\n`)
  return {
    kind: 'cli',
    appVersion: version,
    clock: systemClock,
    logger: jsonLogger({ level: verbose ? 'debug' : 'error', clock: systemClock, write: verbose ? write : plainly(write) }),
    spawnWorker: (role) => forkWorker(worker, role)
  }
}
