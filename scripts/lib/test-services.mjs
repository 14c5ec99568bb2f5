import { existsSync } from 'node:fs'
import { ensureMariadb } from './mariadb.mjs'
import { aptInstall, ELECTRON_LIBRARIES, missingLibraries } from './debian.mjs'
import { isThere } from './process.mjs'
import { ensurePython } from './python.mjs'
import { say } from './say.mjs'
import { ensureElectron } from './electron.mjs'
import { standInSuits } from './stand-in.mjs'
import { ensureVersitygw } from './versitygw.mjs'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Makes sure of what the tests need beside npm's packages. Answers what cannot be had, by the name of the test step that then is
 * skipped: {judge?: why, e2e?: why}.
 */
export async function ensureServices() {
  const missing = {}
  const python = ensurePython()
  if (python.missing) missing.judge = python.missing
  if (process.platform === 'linux' && !existsSync('/usr/bin/strace')) aptInstall(['strace'])
  ensureMariadb()
  ensureVersitygw()
  const window = await ensureWindow()
  if (window) missing.e2e = window
  return missing
}

async function ensureWindow() {
  const { binary, missing } = await ensureElectron(standInSuits())
  if (missing) return missing
  const packages = [
    ...(missingLibraries(binary).length > 0 ? ELECTRON_LIBRARIES : []),
    ...(process.platform === 'linux' && !process.env.DISPLAY && !hasXvfb() ? ['xvfb', 'xauth'] : []),
    ...(CHROMIUM.some((path) => existsSync(path)) ? [] : ['chromium', 'chromium-sandbox'])
  ]
  if (packages.length === 0) return undefined
  say(`Installing system packages for the tests of windows: ${packages.join(' ')} …`)
  const result = aptInstall(packages)
  return result.ok ? undefined : `these system packages are missing: ${packages.join(' ')} (${result.reason})`
}

const hasXvfb = () => existsSync('/usr/bin/xvfb-run') && isThere('xauth')
