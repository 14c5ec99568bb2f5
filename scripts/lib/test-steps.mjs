import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { at, cache } from './paths.mjs'
import { capture } from './process.mjs'
import { requireRuntime, runtimeEnv } from './runtime.mjs'
import { readIfThere } from './stamp.mjs'
import { toolScript } from './tools.mjs'

/** What a release must not know: the switch of planted faults, the clock that tests set. */
const TEST_ONLY = ['PENSTOCK_PLANT', 'planted(', 'clock.set']

const tool = (name, ...args) => {
  const result = capture(requireRuntime(), [toolScript(name), ...args], { cwd: at(), env: runtimeEnv({ NO_COLOR: '1' }) })
  return { ok: result.ok, output: `${result.stdout}${result.stderr}` }
}

export function types() {
  const results = ['pipeline', 'main', 'renderer', 'tools'].map((group) => tool('tsc', '-p', `tsconfig.${group}.json`))
  return { ok: results.every(({ ok }) => ok), output: results.map(({ output }) => output).join('') }
}

export const lint = () => tool('eslint', '.', '--max-warnings', '0')
export const format = () => tool('prettier', '--check', '.')
export const structure = () => tool('depcruise', 'src', 'e2e', 'bench', '--config', 'dependency-cruiser.config.mjs')
export const unused = () => tool('knip')

/** Both flavours, and that the release holds nothing of the tests'. */
export function build() {
  ensureBuild('test')
  const found = filesBelow(ensureBuild('release')).flatMap((path) => {
    const text = readFileSync(path, 'latin1')
    return TEST_ONLY.filter((name) => text.includes(name)).map((name) => `${path} holds ${name}`)
  })
  return { ok: found.length === 0, output: found.join('\n') }
}

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(c?js|html)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

/** One project of vitest; counts and names come from its own report. */
export function vitest(project) {
  const report = cache('reports', `${project}.json`)
  const result = tool('vitest', 'run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`)
  return { ...result, ...vitestCounts(JSON.parse(readIfThere(report) ?? '{}')) }
}

function vitestCounts(report) {
  const tests = (report.testResults ?? []).flatMap(({ assertionResults }) => assertionResults)
  const skipped = tests.filter(({ status }) => status === 'skipped' || status === 'pending' || status === 'todo')
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length,
    skipped: skipped.map(({ fullName }) => fullName)
  }
}
