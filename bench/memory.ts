import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { benchmarks } from './benchmarks'
import type { Benchmark } from './harness'

/** Benchmarks whose memory is promised. */
const measured = new Set(['P1', 'P2'])

/** The high-water mark of a process that does nothing but prepare and run ours once, in MB; null where none is promised. */
export async function peakOf({ id }: Benchmark): Promise<number | null> {
  const [, script = ''] = process.argv
  if (!measured.has(id)) return null
  const { stdout } = await promisify(execFile)(process.execPath, [script, `--alone=${id}`])
  return Number(stdout.trim())
}

/** Runs ours once and prints the peak in MB. Data is made by a process before it, so that making it does not count. */
export async function runAlone(id: string): Promise<void> {
  const contest = await benchmarks.find((benchmark) => benchmark.id === id)?.prepare()
  await contest?.ours()
  await contest?.dispose()
  console.log(Math.round(process.resourceUsage().maxRSS / 1024))
}
