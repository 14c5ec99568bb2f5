/** Runs a tool of node_modules/.bin under the pinned Node: `node scripts/run.mjs TOOL ARGS`. */
import { ensureDependencies } from './lib/dependencies.mjs'
import { run } from './lib/process.mjs'
import { checkBootstrapNode, requireRuntime, runtimeEnv } from './lib/runtime.mjs'
import { main, Stop } from './lib/say.mjs'
import { toolScript } from './lib/tools.mjs'

await main(async () => {
  const [tool, ...args] = process.argv.slice(2)
  if (tool === undefined) throw new Stop('Which tool?', 'node scripts/run.mjs TOOL ARGUMENTS', 2)
  checkBootstrapNode()
  await ensureDependencies()
  return run(requireRuntime(), [toolScript(tool), ...args], { env: runtimeEnv() })
})
