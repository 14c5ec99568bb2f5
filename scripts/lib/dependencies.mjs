import { existsSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { at } from './paths.mjs'
import { capture } from './process.mjs'
import { say, Stop } from './say.mjs'
import { readIfThere, sha256, stamp } from './stamp.mjs'

const LOCK = at('package-lock.json')
const installed = stamp(at('node_modules', '.penstock-stamp'))

/** Installs exactly what the lockfile names, unless that is what lies in node_modules. No install script is run. */
export async function ensureDependencies() {
  const wanted = sha256(`${readIfThere(LOCK) ?? ''}${process.platform}${process.arch}`)
  if (installed.matches(wanted)) return
  if (existsSync(at('node_modules', '.package-lock.json')) && matchesLock()) return installed.write(wanted)
  say('Installing what package-lock.json names (about 800 MB on disk, once) …')
  const code = await install()
  if (code !== 0) throw new Stop('The packages could not be installed.', networkHint())
  installed.write(wanted)
}

/** Whether an earlier install, made by hand, already holds every package of the lockfile. */
function matchesLock() {
  const packagesOf = (path) => {
    try {
      return JSON.parse(readIfThere(path) ?? '{}').packages ?? {}
    } catch {
      return {}
    }
  }
  const here = packagesOf(at('node_modules', '.package-lock.json'))
  const wanted = Object.entries(packagesOf(LOCK)).filter(([path]) => path !== '')
  return wanted.every(([path, entry]) => entry.optional || here[path]?.integrity === entry.integrity)
}

/** Not `npm ci`: that refuses a lockfile whose optional packages of other platforms were not to be had where it was written. */
function install() {
  const [command, prefix] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []]
  const args = [
    ...prefix,
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-fund',
    '--no-audit',
    '--prefer-offline',
    '--loglevel=error'
  ]
  const child = spawn(command, args, {
    cwd: at(),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32' && !prefix.length
  })
  const began = Date.now()
  const beat = setInterval(() => say(`  … ${progress()} after ${Math.round((Date.now() - began) / 1000)} s`), 5_000)
  return new Promise((resolve) => {
    const end = (code) => {
      clearInterval(beat)
      resolve(code)
    }
    child.on('error', () => end(1))
    child.on('exit', (code) => end(code ?? 1))
  })
}

function progress() {
  const size = process.platform === 'win32' ? '' : (capture('du', ['-sm', at('node_modules')]).stdout.split('\t')[0] ?? '')
  return size === '' ? 'still installing' : `${size} MB of packages in place`
}

function networkHint() {
  return [
    'What npm said stands above. If it is the network:',
    'behind a proxy set HTTPS_PROXY (or npm config set proxy / https-proxy);',
    'with a certificate authority of your own set NODE_EXTRA_CA_CERTS to its PEM file (or npm config set cafile).',
    'Nothing else was changed; "npm start" carries on where it stopped.'
  ].join('\n  ')
}
