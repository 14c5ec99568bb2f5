/** `npm run --silent bench -- [P1 …] [--json]`: bundles bench/run.ts and runs it on the release build. */
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { at, cache } from './lib/paths.mjs'
import { capture, run } from './lib/process.mjs'
import { checkBootstrapNode, requireRuntime, runtimeEnv } from './lib/runtime.mjs'
import { main, Stop } from './lib/say.mjs'

await main(async () => {
  checkBootstrapNode()
  await ensureDependencies()
  ensureBuild()
  const bundled = capture(requireRuntime(), [at('scripts', 'lib', 'bundle-bench.mjs')], { cwd: at(), env: runtimeEnv() })
  if (!bundled.ok) throw new Stop('The benchmarks could not be bundled.', bundled.stderr.trim())
  return run(requireRuntime(), ['--expose-gc', cache('bench', 'run.js'), ...process.argv.slice(2)], { env: runtimeEnv() })
})
