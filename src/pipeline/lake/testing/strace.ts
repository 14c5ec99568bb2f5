import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where system calls cannot be traced, these tests are skipped by name; with CI=true they run and fail. */
export const withoutStrace: boolean = !canTrace() && process.env['CI'] !== 'true'

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A system call that succeeded: its name and the paths in its arguments, in the order in which the calls ended. */
export interface SystemCall {
  name: string
  paths: string[]
}

const TRACED = 'fsync,fdatasync,?link,linkat,?rename,renameat,renameat2'

/** Runs Node under strace; its standard output and the calls that make things durable or visible. */
export async function traceNode(args: readonly string[], plant = ''): Promise<{ stdout: string; calls: SystemCall[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-strace-'))
  try {
    const log = join(folder, 'log')
    const env = { ...process.env, PENSTOCK_PLANT: plant }
    const options = ['-f', '-y', '-s', '4096', '-e', `trace=${TRACED}`, '-o', log]
    const { stdout } = await promisify(execFile)('strace', [...options, process.execPath, ...args], { env })
    return { stdout, calls: parse(await readFile(log, 'utf8')) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs Node while the k-th of some system calls fails; its standard output. strace counts by thread, so there is one for files. */
export async function failNode(args: readonly string[], calls: string, error: string, k: number, plant = ''): Promise<string> {
  const env = { ...process.env, PENSTOCK_PLANT: plant, UV_THREADPOOL_SIZE: '1' }
  const options = ['-f', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}:when=${k}`]
  const { stdout } = await promisify(execFile)('strace', [...options, process.execPath, ...args], { env })
  return stdout
}

function parse(log: string): SystemCall[] {
  const begun = new Map<string, string>()
  const calls: SystemCall[] = []
  for (const line of log.split('\n')) {
    const [, pid = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(pid, rest)
      continue
    }
    const whole = rest.startsWith('<... ') ? (begun.get(pid) ?? '') + rest : rest
    const [, name] = /^(\w+)\(/.exec(whole) ?? []
    if (name === undefined || !/= 0$/.test(whole)) continue
    const paths = [...whole.matchAll(/"([^"]*)"|<(\/[^>]*)>/g)].map((match) => match[1] ?? match[2] ?? '')
    calls.push({ name, paths })
  }
  return calls
}
