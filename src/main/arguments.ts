import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** The profile: `--profile P`, else PENSTOCK_PROFILE; the one that was chosen last where neither names one. */
export function profileName(argv: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const { values } = parseArgs({ args: [...argv], options: { profile: { type: 'string' } }, strict: false })
  const named = typeof values.profile === 'string' ? values.profile : env['PENSTOCK_PROFILE']
  return named === '' ? undefined : named
}

/** Absolute path of the workspace: `--workspace DIR`, else PENSTOCK_WORKSPACE, else the demo under the home folder. Other switches are Chromium's. */
export function workspacePath(argv: readonly string[], env: NodeJS.ProcessEnv): string {
  const { values } = parseArgs({ args: [...argv], options: { workspace: { type: 'string' } }, strict: false })
  const named = typeof values.workspace === 'string' ? values.workspace : env['PENSTOCK_WORKSPACE']
  return named === undefined || named === '' ? join(homedir(), 'Penstock', 'demo') : resolve(named)
}
