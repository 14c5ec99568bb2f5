import { existsSync } from 'node:fs'
import { capture, isRoot } from './process.mjs'

let updated = false

/** Installs Debian packages where that is possible without asking anybody: as root, with apt. */
export function aptInstall(packages) {
  if (!canInstall()) return { ok: false, reason: 'only root can install system packages' }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  if (!updated) updated = capture('apt-get', ['update', '-qq'], { env }).ok
  const result = capture('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env })
  return result.ok ? { ok: true } : { ok: false, reason: result.stderr.trim().split('\n').at(-1) }
}

const canInstall = () => process.platform === 'linux' && isRoot() && existsSync('/usr/bin/apt-get')

/** What Electron links against, as Debian and Ubuntu name it. */
export const ELECTRON_LIBRARIES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libnotify4',
  'libxtst6',
  'libsecret-1-0'
]

/** Shared libraries that a binary needs and this system lacks. */
export function missingLibraries(binary) {
  if (process.platform !== 'linux') return []
  const { stdout } = capture('ldd', [binary])
  return stdout
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0])
}
