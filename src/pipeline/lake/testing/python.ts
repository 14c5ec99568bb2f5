import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const own = resolve(import.meta.dirname, '../../../../.cache/python/bin/python')
const python = process.env['PENSTOCK_PYTHON'] ?? (existsSync(own) ? own : undefined)

/** Where there is no Python, judges are skipped by name; with CI=true they run and fail. */
export const withoutPython: boolean = python === undefined && process.env['CI'] !== 'true'

/** Runs a script of `lake/judge` with delta-rs at hand; its standard output. */
export async function judge(script: string, ...args: string[]): Promise<string> {
  const path = join(import.meta.dirname, '../judge', script)
  const { stdout } = await promisify(execFile)(python ?? own, [path, ...args], { maxBuffer: 64 * 1024 * 1024 })
  return stdout
}
