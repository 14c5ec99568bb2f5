import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface StartOptions {
  /** Absolute path of the workspace's root. */
  workspace: string
  /** Make it with the simulated demo lake where nothing is there yet. */
  demo: boolean
}

/** `--workspace DIR`, else PENSTOCK_WORKSPACE, else the demo under the home folder. Switches of Chromium are not ours to judge. */
export function startOptions(argv: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: { workspace: { type: 'string' }, demo: { type: 'boolean' } },
    strict: false
  })
  const named = typeof values.workspace === 'string' ? values.workspace : env['PENSTOCK_WORKSPACE']
  if (named !== undefined && named !== '') return { workspace: resolve(named), demo: values.demo === true }
  return { workspace: join(homedir(), 'Penstock', 'demo'), demo: true }
}
