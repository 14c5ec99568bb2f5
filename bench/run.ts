import { benchmarks } from './benchmarks'
import { measure, type BenchResult } from './harness'
import { peakOf, runAlone } from './memory'

/** `[P1 …] [--json] [--install-peers]`: runs the benchmarks named (all where none is) and prints ratios. Nothing is asserted. */
async function main(words: readonly string[]): Promise<void> {
  const alone = words.find((word) => word.startsWith('--alone='))
  if (alone !== undefined) return runAlone(alone.slice('--alone='.length))
  const json = words.includes('--json')
  const wanted = words.filter((word) => !word.startsWith('--')).map((word) => word.toUpperCase())
  const unknown = wanted.filter((id) => !benchmarks.some((benchmark) => isCalled(benchmark, id)))
  if (unknown.length > 0) {
    console.error(`No such benchmark: ${unknown.join(', ')}. There are ${benchmarks.map(({ id }) => id).join(' ')}.`)
    process.exitCode = 2
    return
  }
  const results: (BenchResult & { peakMb: number | null })[] = []
  for (const benchmark of benchmarks.filter(({ id }) => wanted.length === 0 || wanted.some((name) => isCalled({ id }, name)))) {
    const missing = await benchmark.missing?.(words.includes('--install-peers'))
    if (missing !== undefined) {
      console.error(`${benchmark.id}  skipped: ${missing}.`)
      continue
    }
    const result = { ...(await measure(benchmark)), peakMb: await peakOf(benchmark) }
    results.push(result)
    if (!json) console.log(line(benchmark.title, benchmark.bar, result))
  }
  if (json) console.log(JSON.stringify(results))
}

/** `P12` means all of P12-ROWS, P12-PARTITIONS … */
const isCalled = ({ id }: { id: string }, name: string): boolean => id === name || id.startsWith(`${name}-`)

function line(title: string, bar: string, result: BenchResult & { peakMb: number | null }): string {
  const { id, ratio, ours, peer, floor, min, max, peerMin, peerMax, rounds, cores, peakMb } = result
  const verdict = ratio === null ? 'outputs differ: no ratio' : `${ratio.toFixed(2)}×`
  const lines = [
    `${id}  ${verdict}   ${title} (bar: ${bar})`,
    `     ours ${ours} ms (${min}–${max}), peer ${peer} ms (${peerMin}–${peerMax}), floor ${floor === null ? 'none' : `${floor} ms`}`,
    `     ${rounds} rounds, ${cores} cores${peakMb === null ? '' : `, peak memory of ours ${peakMb} MB`}`
  ]
  return lines.join('\n')
}

await main(process.argv.slice(2))
