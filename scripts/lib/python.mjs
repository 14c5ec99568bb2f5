import { existsSync, rmSync } from 'node:fs'
import { at, cache } from './paths.mjs'
import { aptInstall } from './debian.mjs'
import { capture, isRoot } from './process.mjs'
import { say } from './say.mjs'
import { readIfThere, sha256, stamp } from './stamp.mjs'

const REQUIREMENTS = at('scripts', 'python', 'requirements.txt')
const VENV = cache('python')
const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.14', 'python']

/** The interpreter of the judges' own environment, whether or not it was made yet. */
const pythonPath = () => cache('python', ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']))

/**
 * Makes `.cache/python` with the hash-pinned readers (delta-rs, Arrow) that the judge tests use.
 * Answers {python} or {missing: why}; without it the app works, only those tests are skipped by name.
 */
export function ensurePython() {
  const pins = sha256(readIfThere(REQUIREMENTS) ?? '')
  const made = stamp(cache('python', '.penstock-stamp'))
  if (existsSync(pythonPath()) && made.matches(pins)) return { python: pythonPath() }
  const system = findPython()
  if (system === undefined) return { missing: 'no Python 3.11-3.14 was found' }
  say(`Installing the independent lake readers for the tests into .cache/python (${system}) …`)
  rmSync(VENV, { recursive: true, force: true })
  const venv = makeVenv(system)
  if (!venv.ok) return { missing: `a Python environment could not be made: ${lastLine(venv)}` }
  const install = capture(pythonPath(), pipInstall)
  if (!install.ok) return { missing: `its packages could not be installed: ${lastLine(install)}` }
  made.write(pins)
  return { python: pythonPath() }
}

const pipInstall = [
  '-m',
  'pip',
  'install',
  '-q',
  '--disable-pip-version-check',
  '--require-hashes',
  '--only-binary=:all:',
  '-r',
  REQUIREMENTS
]

function findPython() {
  const suits = 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 14) else 1)'
  return CANDIDATES.find((name) => capture(name, ['-c', suits]).ok)
}

/** Debian keeps venv in a package of its own. */
function makeVenv(system) {
  const first = capture(system, ['-m', 'venv', VENV])
  if (first.ok || !isRoot() || !aptInstall(['python3-venv']).ok) return first
  return capture(system, ['-m', 'venv', VENV])
}

const lastLine = ({ stdout, stderr }) => (stderr || stdout).trim().split('\n').at(-1) ?? ''
