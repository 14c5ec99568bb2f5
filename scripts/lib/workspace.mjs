import { existsSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { run } from './process.mjs'
import { requireRuntime, runtimeEnv } from './runtime.mjs'
import { say, Stop } from './say.mjs'

/** The workspace to open: named by `--workspace` or PENSTOCK_WORKSPACE, else the demo under the home folder, which is made when missing. */
export function chosenWorkspace(args) {
  const index = args.findIndex((argument) => argument === '--workspace' || argument.startsWith('--workspace='))
  const named = index === -1 ? process.env.PENSTOCK_WORKSPACE : (args[index].split('=')[1] ?? args[index + 1])
  const rest = index === -1 ? args : args.toSpliced(index, args[index].includes('=') ? 1 : 2)
  if (named)
    return { folder: resolve(named), demo: rest.includes('--demo'), rest: rest.filter((argument) => argument !== '--demo') }
  return { folder: join(homedir(), 'Penstock', 'demo'), demo: true, rest: rest.filter((argument) => argument !== '--demo') }
}

/** Makes the simulated demo lake, or completes one that was interrupted; a marker says that it is whole, so that later starts ask nothing. */
export async function ensureDemo({ folder, demo }, cli) {
  const whole = join(folder, '.penstock', 'demo-is-whole')
  if (!demo || existsSync(whole)) return
  say(`Making the demo lake in ${folder} (simulated data on the real KRX calendar, once) …`)
  const code = await run(requireRuntime(), [cli, 'init', folder, '--demo'], {
    env: runtimeEnv(),
    stdio: ['ignore', 'ignore', 'inherit']
  })
  if (code !== 0)
    throw new Stop('The demo lake could not be made.', 'Another folder can be named: npm start -- --workspace DIR --demo', code)
  writeFileSync(whole, '')
}
