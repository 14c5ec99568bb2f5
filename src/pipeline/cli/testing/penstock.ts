import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtHosts } from './built-hosts'

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves once standard output or error holds the text; rejects when the process ends without it. */
  says(text: string): Promise<void>
}

/** The real command line on a workspace of its own, in a folder whose path has spaces and Korean. */
export interface Penstock {
  folder: string
  workspace: string
  start(...argv: string[]): Running
  run(...argv: string[]): Promise<Ended>
  /** Runs with --json and parses what was printed; `code` is the exit code. */
  json(...argv: string[]): Promise<{ code: number | null; value: unknown; stderr: string }>
  /** The value of a command line that must end with exit code 0. */
  ok(...argv: string[]): Promise<unknown>
  remove(): Promise<void>
}

export async function penstock(): Promise<Penstock> {
  const { cli } = await builtHosts()
  const folder = await mkdtemp(join(tmpdir(), '펜스톡 test '))
  const workspace = join(folder, 'my workspace')
  const start = (...argv: string[]): Running => startProcess(cli, argv, folder, workspace)
  const run = (...argv: string[]) => start(...argv).ended
  const json: Penstock['json'] = async (...argv) => {
    const { code, stdout, stderr } = await run(...argv, '--json')
    if (!/^[^\n]+\n$/.test(stdout)) throw new Error(`not one line of JSON: ${stdout}\n${stderr}`)
    return { code, value: JSON.parse(stdout) as unknown, stderr }
  }
  const ok: Penstock['ok'] = async (...argv) => {
    const { code, value } = await json(...argv)
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}: ${JSON.stringify(value)}`)
    return value
  }
  return { folder, workspace, start, run, json, ok, remove: () => rm(folder, { recursive: true, force: true }) }
}

function startProcess(script: string, argv: string[], cwd: string, workspace: string): Running {
  const env = { ...process.env, PENSTOCK_WORKSPACE: workspace, NODE_OPTIONS: '' }
  const child = spawn(process.execPath, [script, ...argv], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const heard = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      heard[name] += text
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...heard }))
  })
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (!`${heard.stdout}\n${heard.stderr}`.includes(text)) return
        listeners.delete(look)
        resolve()
      }
      listeners.add(look)
      void ended.then(() => reject(new Error(`it ended without saying "${text}": ${heard.stdout}${heard.stderr}`)))
      look()
    })
  return { child, ended, says }
}
