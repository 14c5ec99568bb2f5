import { lookup } from 'node:dns'
import type { MysqlTarget } from '../../contract'
import { AppError } from '../../lib/errors'
import { openMysql, type MysqlSession } from '../mysql/open'
import { portOf, wantsTls } from '../mysql/options'
import type { ResolvedConnection } from '../resolved'
import { reach } from './reach'
import type { Steps } from './steps'

/** Reaches the server, logs in, and reads which rights the user has. */
export async function probeMysql(connection: ResolvedConnection, target: MysqlTarget, steps: Steps): Promise<void> {
  const { host, connectSeconds } = target
  const socket = await reach({ host, port: portOf(target), waitMs: connectSeconds * 1000, lookup }, steps)
  socket?.destroy()
  if (socket === undefined) return
  const session = await logIn(connection, target, steps)
  if (session === undefined) return
  try {
    await steps.take('rights', () => rightsOf(session))
  } finally {
    await session.close()
  }
}

/** The certificate is judged on the way to the login: which of both failed is told by the error. */
async function logIn(connection: ResolvedConnection, target: MysqlTarget, steps: Steps): Promise<MysqlSession | undefined> {
  const started = performance.now()
  const noteTls = (): void =>
    wantsTls(target)
      ? steps.note('tls', 'ok', 'its certificate is trusted')
      : steps.note('tls', 'skipped', 'without TLS: this machine, or as the connection says')
  try {
    const session = await openMysql(connection, { access: 'read', signal: steps.signal })
    noteTls()
    await steps.take('login', async () => `${target.user} on ${await versionOf(session)}`)
    return session
  } catch (error) {
    const untrusted = error instanceof AppError && error.code === 'tls.untrusted'
    if (!untrusted) noteTls()
    steps.fail(untrusted ? 'tls' : 'login', error, Math.round(performance.now() - started))
    return undefined
  }
}

const versionOf = async (session: MysqlSession): Promise<string> =>
  (await session.rows('SELECT VERSION()')).rows[0]?.[0] ?? 'a server that does not tell its version'

/** Grants as the server tells them, without the hash of a password that older servers add. */
async function rightsOf(session: MysqlSession): Promise<string> {
  const { rows } = await session.rows('SHOW GRANTS')
  const grants = rows.flatMap(([grant = null]) =>
    grant === null ? [] : [grant.replace(/ IDENTIFIED .*$/, '').replace(/^GRANT /, '')]
  )
  return grants.length === 0 ? 'no rights' : grants.slice(0, 8).join('; ')
}
