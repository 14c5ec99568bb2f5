/** `npm start`: installs and builds what is missing, then opens Penstock in a window or, where there is none, serves it on loopback. */
import { ensureBuild } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureElectron, hasDisplay, obstacle } from './lib/electron.mjs'
import { at } from './lib/paths.mjs'
import { isThere, run } from './lib/process.mjs'
import { checkBootstrapNode, requireRuntime, runtimeEnv } from './lib/runtime.mjs'
import { main, say } from './lib/say.mjs'
import { chosenWorkspace, ensureDemo } from './lib/workspace.mjs'

const OWN = new Set(['--stand-in', '--serve'])

await main(async () => {
  const given = process.argv.slice(2)
  const standIn = given.includes('--stand-in') || process.env.PENSTOCK_ELECTRON === 'stand-in' || process.env.CI === 'true'
  checkBootstrapNode()
  if (!isThere('git')) say('Git was not found. Penstock runs without it; updating the checkout needs it.')
  await ensureDependencies()
  const out = ensureBuild()
  const choice = chosenWorkspace(given.filter((argument) => !OWN.has(argument)))
  const window = given.includes('--serve') ? { reason: 'As you asked' } : await windowProgram(standIn, choice.rest)
  await ensureDemo(choice, `${out}/main/cli.js`)
  if (window.binary !== undefined) return openWindow(window.binary, choice)
  say(`${window.reason}: the same app is served to a browser on this machine instead.`)
  return serve(`${out}/main/cli.js`, choice)
})

/** The Electron to use, or the reason why there will be no window. */
async function windowProgram(standIn, args) {
  if (!hasDisplay()) return { reason: 'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' }
  const { binary, missing } = await ensureElectron(standIn)
  if (binary === undefined) return { reason: missing }
  const reason = obstacle(binary, args)
  return reason === undefined ? { binary } : { reason }
}

function openWindow(binary, { folder, rest }) {
  return run(binary, ['--log-level=3', ...rest.filter((argument) => argument.startsWith('--')), at(), '--workspace', folder], {
    env: runtimeEnv()
  })
}

function serve(cli, { folder, rest }) {
  return run(requireRuntime(), [cli, 'serve', '--workspace', folder, ...rest], { env: runtimeEnv() })
}
