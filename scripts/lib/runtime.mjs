import { existsSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { at } from './paths.mjs'
import { Stop } from './say.mjs'

const MINIMUM = [20, 19]

/** The scripts run under the machine's own Node; everything else under the pinned one. */
export function checkBootstrapNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return
  throw new Stop(
    `Node ${version} is too old.`,
    `Install Node ${MINIMUM.join('.')} or newer (any newer line does); nothing was changed.`
  )
}

const platform = process.platform === 'win32' ? 'win' : process.platform
const runtimePackage = `node-${platform}-${process.arch}`

/** Node 24, the line that Electron ships, from its platform package; undefined where that has none for this machine. */
function pinnedNode() {
  const path = at('node_modules', runtimePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(path) ? path : undefined
}

export function requireRuntime() {
  const pinned = pinnedNode() ?? (process.versions.node.startsWith('24.') ? process.execPath : undefined)
  if (pinned !== undefined) return pinned
  throw new Stop(
    `Node 24 is not installed for ${platform}-${process.arch}.`,
    'Delete node_modules and run "npm start" again; where no package has it, run this command with a Node 24 of your own.'
  )
}

/** The environment in which child processes find the pinned Node first. */
export const runtimeEnv = (extra = {}) => ({
  ...process.env,
  ...extra,
  PATH: `${dirname(requireRuntime())}${delimiter}${process.env.PATH ?? ''}`
})
