import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { at } from './paths.mjs'
import { ELECTRON_LIBRARIES, missingLibraries } from './debian.mjs'
import { capture, isRoot, run } from './process.mjs'
import { requireRuntime, runtimeEnv } from './runtime.mjs'
import { say } from './say.mjs'
import { ensureStandIn, standInSuits } from './stand-in.mjs'
import { readIfThere } from './stamp.mjs'
import { toolScript } from './tools.mjs'
import { lstatSync } from 'node:fs'

const SWITCH = 'PENSTOCK_ELECTRON=stand-in npm start   (or: npm start -- --stand-in)'

/** The Electron to run, or {missing: why} when none can be had here. */
export async function ensureElectron(standIn) {
  if (standIn) return { binary: await ensureStandIn() }
  const there = officialBinary()
  if (there !== undefined) return { binary: there }
  say('Downloading Electron (about 120 MB, once) …')
  const code = await run(requireRuntime(), [toolScript('install-electron')], {
    env: runtimeEnv(),
    stdio: ['ignore', 'ignore', 'ignore']
  })
  const binary = officialBinary()
  if (code === 0 && binary !== undefined) return { binary }
  const offer = standInSuits()
    ? `A pinned stand-in from npm opens the same window: ${SWITCH}`
    : 'Behind a proxy, set HTTPS_PROXY and try again.'
  return { missing: `Electron could not be downloaded from its official place.\n  ${offer}` }
}

function officialBinary() {
  const path = readIfThere(at('node_modules', 'electron', 'path.txt'))
  const binary = path === undefined ? undefined : at('node_modules', 'electron', 'dist', path)
  return binary !== undefined && existsSync(binary) ? binary : undefined
}

/** Why this binary cannot open a window here, in words with the remedy; undefined when it can. */
export function obstacle(binary, args) {
  if (process.platform !== 'linux') return undefined
  const missing = missingLibraries(binary)
  if (missing.length > 0) {
    return `Electron needs system libraries that are missing (${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}).\n  On Debian and Ubuntu: sudo apt-get install ${ELECTRON_LIBRARIES.join(' ')}`
  }
  if (args.includes('--no-sandbox')) return undefined
  if (isRoot())
    return 'Windows are sandboxed, and Chromium has no sandbox for root.\n  Start it as an ordinary user, or give the sandbox up yourself: npm start -- --no-sandbox'
  if (!sandboxWorks(binary)) {
    const helper = join(dirname(binary), 'chrome-sandbox')
    return `This system gives ordinary programs no user namespaces, so the windows' sandbox cannot start.\n  Allow its helper once: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`
  }
  return undefined
}

function sandboxWorks(binary) {
  const helper = lstatSync(join(dirname(binary), 'chrome-sandbox'), { throwIfNoEntry: false })
  if (helper !== undefined && helper.uid === 0 && (helper.mode & 0o4755) === 0o4755) return true
  return capture('unshare', ['-Ur', 'true']).ok
}

export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
