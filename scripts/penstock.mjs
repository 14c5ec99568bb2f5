/** The command line in the checkout: `npm run --silent penstock -- VERB`. Its own words go to standard error. */
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { runBound } from './lib/process.mjs'
import { checkBootstrapNode, requireRuntime, runtimeEnv } from './lib/runtime.mjs'
import { main } from './lib/say.mjs'

await main(async () => {
  checkBootstrapNode()
  await ensureDependencies()
  const out = ensureBuild()
  // npm changes to the checkout's folder; paths are meant from where the person stands.
  const cwd = process.env.INIT_CWD ?? process.cwd()
  return runBound(requireRuntime(), [`${out}/main/cli.js`, ...process.argv.slice(2)], { env: runtimeEnv(), cwd })
})
