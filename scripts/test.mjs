/**
 * `npm test`: installs what is missing, then every check in order; one line a step, and the output of the first that fails.
 * `npm test -- types unit` runs only those steps. A step whose service cannot be had is skipped by name; with CI=true that is a failure.
 */
import { ensureDependencies } from './lib/dependencies.mjs'
import { e2e } from './lib/e2e.mjs'
import { checkBootstrapNode } from './lib/runtime.mjs'
import { main, say, Stop } from './lib/say.mjs'
import { ensureServices } from './lib/test-services.mjs'
import { build, format, lint, structure, types, unused, vitest } from './lib/test-steps.mjs'

const steps = {
  types,
  lint,
  format,
  structure,
  unused,
  unit: () => vitest('unit'),
  process: () => vitest('process'),
  judge: () => vitest('judge'),
  fault: () => vitest('fault'),
  build,
  e2e
}
const NEED_SERVICES = ['process', 'judge', 'fault', 'e2e']
const strict = process.env.CI === 'true'

await main(async () => {
  const chosen = process.argv.slice(2)
  const unknown = chosen.filter((name) => !(name in steps))
  if (unknown.length > 0)
    throw new Stop(`There is no step called ${unknown.join(', ')}.`, `Steps: ${Object.keys(steps).join(' ')}`, 2)
  const names = Object.keys(steps).filter((name) => chosen.length === 0 || chosen.includes(name))
  checkBootstrapNode()
  await ensureDependencies()
  const missing = names.some((name) => NEED_SERVICES.includes(name)) ? await ensureServices() : {}
  const total = { passed: 0, failed: 0, skipped: 0 }
  const done = names.every((name) => perform(name, missing[name], total))
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
  return done ? 0 : 1
})

/** Runs one step, adds to the totals and says how it went; false when it failed. */
function perform(name, missing, total) {
  const began = Date.now()
  if (missing !== undefined) {
    total.skipped += 1
    line(name, 'skipped', began, missing)
    if (strict) total.failed += 1
    return !strict
  }
  const { ok, output = '', passed = 0, failed = 0, skipped = [] } = steps[name]()
  total.passed += passed
  total.skipped += skipped.length
  const refused = strict && skipped.length > 0
  const good = ok && failed === 0 && !refused
  total.failed += failed + (good || failed > 0 ? 0 : 1)
  line(
    name,
    good ? 'ok' : 'failed',
    began,
    passed + failed > 0 ? `${passed} passed, ${failed} failed, ${skipped.length} skipped` : ''
  )
  for (const title of skipped) say(`    skipped: ${title}`)
  if (!good) process.stdout.write(`${output.trimEnd()}\n${refused ? 'With CI=true nothing may be skipped.\n' : ''}`)
  return good
}

function line(name, state, began, detail) {
  process.stdout.write(
    `${name.padEnd(10)} ${state.padEnd(8)} ${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${detail}\n`
  )
}
