import { resolve } from 'node:path'
import { findWorkspace } from '../engine'
import { AppError } from '../lib/errors'

/** `--workspace`, else PENSTOCK_WORKSPACE, else the nearest workspace from the current folder upward; absolute. */
export async function workspacePath(option: string | undefined, env: NodeJS.ProcessEnv, cwd: string): Promise<string> {
  const named = option ?? env.PENSTOCK_WORKSPACE
  if (named !== undefined && named !== '') return resolve(cwd, named)
  const found = await findWorkspace(cwd)
  if (found !== undefined) return found
  throw new AppError('workspace.missing', `There is no workspace in ${cwd} or above it.`, {
    hint: 'Make one with "penstock init DIR", or name one with --workspace DIR.',
    details: { path: cwd }
  })
}
