import { mkdirSync, rmSync } from 'node:fs'
import { at, root } from './paths.mjs'
import { asOrdinaryUser } from './ordinary-user.mjs'
import { capture, isRoot } from './process.mjs'
import { requireRuntime, runtimeEnv } from './runtime.mjs'
import { readIfThere } from './stamp.mjs'
import { toolScript } from './tools.mjs'

const WRITTEN = ['test-results', 'screenshots']

/** Playwright in a real Electron window and in Chromium against the served app, under a display of memory where there is none. */
export function e2e(args = []) {
  const report = at('test-results', 'report.json')
  for (const folder of WRITTEN) mkdirSync(at(folder), { recursive: true })
  rmSync(report, { force: true })
  const command = (base) =>
    shown([requireRuntime(), toolScript('playwright'), 'test', ...args].map((word) => word.replace(root, base)))
  const environment = (base) => ({ PENSTOCK_REPORT: report.replace(root, base), FORCE_COLOR: '0' })
  const result = isRoot()
    ? asOrdinaryUser(WRITTEN, (base, run) => run(...command(base), environment(base)))
    : capture(...command(root), { cwd: root, env: runtimeEnv(environment(root)) })
  return { ok: result.ok, output: `${result.stdout}${result.stderr}`, ...counts(JSON.parse(readIfThere(report) ?? '{}')) }
}

function shown(command) {
  const hidden = process.platform === 'linux' && !process.env.DISPLAY
  const [program, ...args] = hidden ? ['xvfb-run', '-a', '-s', '-screen 0 1920x1080x24', ...command] : command
  return [program, args]
}

function counts(report) {
  const specs = []
  const visit = (suite) => {
    specs.push(...(suite.specs ?? []))
    for (const inner of suite.suites ?? []) visit(inner)
  }
  for (const suite of report.suites ?? []) visit(suite)
  const tests = specs.flatMap(({ title, tests }) =>
    tests.map(({ projectName, status }) => ({ title: `${title} [${projectName}]`, status }))
  )
  const having = (...states) => tests.filter(({ status }) => states.includes(status))
  return {
    passed: having('expected').length,
    failed: having('unexpected', 'flaky').length,
    skipped: having('skipped').map(({ title }) => title)
  }
}
