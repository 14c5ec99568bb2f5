/** Checks the types of every group of rooms, each with its own libraries: `npm run types`. */
import { ensureDependencies } from './lib/dependencies.mjs'
import { at } from './lib/paths.mjs'
import { run } from './lib/process.mjs'
import { checkBootstrapNode, requireRuntime, runtimeEnv } from './lib/runtime.mjs'
import { main } from './lib/say.mjs'
import { toolScript } from './lib/tools.mjs'

await main(async () => {
  checkBootstrapNode()
  await ensureDependencies()
  const codes = []
  for (const group of ['pipeline', 'main', 'renderer', 'tools']) {
    codes.push(await run(requireRuntime(), [toolScript('tsc'), '-p', at(`tsconfig.${group}.json`)], { env: runtimeEnv() }))
  }
  return Math.max(...codes)
})
