import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const VERSION = '1.13.28'
const folder = (): string => resolve('.cache', `bench-dagster-${VERSION}`)
const python = (): string =>
  process.platform === 'win32' ? join(folder(), 'Scripts', 'python.exe') : join(folder(), 'bin', 'python')

/** Why Dagster cannot be measured here; undefined where it can. With `install` it is fetched from PyPI into the cache first. */
export async function dagsterMissing(install: boolean): Promise<string | undefined> {
  if (existsSync(python())) return undefined
  if (!install) return `Dagster ${VERSION} is not in the cache; --install-peers fetches it from PyPI`
  try {
    const run = promisify(execFile)
    await run('python3', ['-m', 'venv', folder()])
    await run(python(), ['-m', 'pip', 'install', '--quiet', `dagster==${VERSION}`])
    return undefined
  } catch (error) {
    return `Dagster ${VERSION} could not be installed: ${error instanceof Error ? error.message : String(error)}`
  }
}

export interface Dagster {
  /** Runs so many partitions that were not run before, one run each; answers what came about. */
  run(partitions: number): Promise<string>
  close(): void
}

/** A Python that has Dagster loaded and its instance open, so that only runs are timed. */
export async function startDagster(): Promise<Dagster> {
  const child = spawn(python(), [resolve('bench', 'dagster_noop.py')], { stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const answer = async (): Promise<string> => {
    const { done, value } = await lines.next()
    if (done === true) throw new Error('Dagster ended before it answered.')
    return value
  }
  await answer()
  return {
    run: (partitions) => {
      child.stdin.write(`${partitions}\n`)
      return answer()
    },
    close: () => void child.stdin.end()
  }
}
