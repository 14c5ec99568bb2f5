import { chownSync, lchownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { capture } from './process.mjs'
import { runtimeEnv } from './runtime.mjs'
import { Stop } from './say.mjs'

const USER = 'penstock-e2e'
const drop = ['--reuid', USER, '--regid', USER, '--init-groups', '--']

/**
 * Chromium has no sandbox for root, so root runs the tests of windows as a user made for them, who may write in `written` only.
 * `use` gets the folder of the checkout as that user can read it (a copy, where a folder above is closed to others) and a runner.
 */
export function asOrdinaryUser(written, use) {
  if (!capture('id', [USER]).ok) capture('useradd', ['--create-home', '--shell', '/bin/sh', USER])
  const home = mkdtempSync(join(tmpdir(), 'penstock-e2e-'))
  const ids = [Number(capture('id', ['-u', USER]).stdout), Number(capture('id', ['-g', USER]).stdout)]
  chownSync(home, ...ids)
  try {
    const base = readable() ? root : copyTo(join(home, 'checkout'))
    for (const folder of written) own(join(base, folder), ids)
    const result = use(base, (command, args, env) => {
      const personal = { HOME: home, TMPDIR: home, XDG_RUNTIME_DIR: home, XDG_CONFIG_HOME: home, USER, LOGNAME: USER }
      return capture('setpriv', [...drop, command, ...args], { cwd: base, env: runtimeEnv({ ...env, ...personal }) })
    })
    if (base !== root) for (const folder of written) capture('cp', ['-a', join(base, folder), root])
    return result
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const readable = () => capture('setpriv', [...drop, 'test', '-r', join(root, 'package.json')]).ok

function copyTo(folder) {
  const copied = capture('cp', ['-a', root, folder])
  if (!copied.ok) throw new Stop('The checkout could not be copied for the tests of windows.', copied.stderr.trim())
  return folder
}

function own(folder, ids) {
  lchownSync(folder, ...ids)
  for (const entry of readdirSync(folder, { recursive: true })) lchownSync(join(folder, entry), ...ids)
}
