import { existsSync } from 'node:fs'
import { at, cache } from './paths.mjs'
import { capture } from './process.mjs'
import { requireRuntime, runtimeEnv } from './runtime.mjs'
import { say, Stop } from './say.mjs'
import { fingerprint, stamp } from './stamp.mjs'
import { toolScript } from './tools.mjs'

const SOURCES = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json'].map((path) => at(path))

/** Builds `out` (release) or `out-test` (test flavour) when a source changed since. */
export function ensureBuild(flavour = 'release') {
  const folder = at(flavour === 'test' ? 'out-test' : 'out')
  const sources = fingerprint(SOURCES)
  const built = stamp(cache(`build-${flavour}.txt`))
  if (built.matches(sources) && existsSync(`${folder}/main/cli.js`)) return folder
  say(flavour === 'test' ? 'Building the test flavour …' : 'Building Penstock (some seconds, after each change of the sources) …')
  const result = capture(requireRuntime(), [toolScript('electron-vite'), 'build', '--logLevel', 'warn'], {
    cwd: at(),
    env: runtimeEnv({ PENSTOCK_FLAVOUR: flavour, NODE_ENV: 'production' })
  })
  if (!result.ok) throw new Stop('The build failed.', `${result.stdout}\n${result.stderr}`.trim())
  built.write(sources)
  return folder
}
