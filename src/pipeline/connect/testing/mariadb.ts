import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createConnection } from 'mysql2/promise'
import type { ResolvedConnection } from '../resolved'

/** A MariaDB of its own for one test file, or the server that PENSTOCK_TEST_MYSQL names. */
export interface Mariadb {
  host: string
  port: number
  user: string
  password: string
  /** A fresh database with a user who may do everything in it; dropped with the server. */
  database: (name?: string) => Promise<TestDatabase>
  /** Statements by the administrator. */
  admin: (sql: string) => Promise<unknown[]>
  /** Kills the server, and starts it again on the same data and port after `meanwhile`; only a server of its own. */
  crash: (meanwhile: () => Promise<void>) => Promise<void>
  stop: () => Promise<void>
}

export interface TestDatabase {
  name: string
  connection: ResolvedConnection
  /** Statements by the administrator in this database; answers the last one's rows, each as texts. */
  sql: (...statements: string[]) => Promise<(string | null)[][]>
}

const BINARIES = ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db']

/** Why there is no MariaDB to test with; undefined where there is one, and with CI=true, where a missing one must fail. */
export const mariadbMissing = (): string | undefined =>
  process.env.PENSTOCK_TEST_MYSQL !== undefined || process.env.CI === 'true' || BINARIES.every((path) => existsSync(path))
    ? undefined
    : 'MariaDB is not installed (mariadb-server-core) and PENSTOCK_TEST_MYSQL names no server'

/** Starts a server in a temporary folder on a free port of this machine; `args` go to mariadbd. */
export async function startMariadb(args: string[] = []): Promise<Mariadb> {
  const given = process.env.PENSTOCK_TEST_MYSQL
  if (given !== undefined && args.length === 0) return outside(new URL(given))
  const folder = await mkdtemp(join(tmpdir(), 'penstock-mariadb-'))
  try {
    install(folder)
    const port = await freePort()
    let child = await serve(folder, port, args)
    const crash = async (meanwhile: () => Promise<void>): Promise<void> => {
      await kill(child)
      await meanwhile()
      child = await serve(folder, port, args)
    }
    const end = async (): Promise<void> => {
      await kill(child)
      await rm(folder, { recursive: true, force: true })
    }
    return server({ host: '127.0.0.1', port, user: 'root', password: '' }, { crash, end })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

const asUser = (): string[] => (process.getuid?.() === 0 ? ['--user=root'] : [])

function install(folder: string): void {
  const args = ['--no-defaults', `--datadir=${folder}/data`, '--auth-root-authentication-method=normal', '--skip-test-db']
  const made = spawnSync('mariadb-install-db', [...args, ...asUser()], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`mariadb-install-db: ${made.stderr}${made.error?.message ?? ''}`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

/** The shell ends the server when this process is gone, however it ended: its end of the pipe closes. */
const BOUND = 'exec 3<&0; "$@" & server=$!; (cat <&3 >/dev/null; kill -9 $server) & wait $server'

async function serve(folder: string, port: number, more: string[]): Promise<ChildProcess> {
  const args = [
    '--no-defaults',
    `--datadir=${folder}/data`,
    `--socket=${folder}/m.sock`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--innodb-buffer-pool-size=128M',
    '--innodb-flush-log-at-trx-commit=0',
    '--character-set-server=utf8mb4',
    '--local-infile=1',
    ...asUser(),
    ...more
  ]
  const command = ['-c', BOUND, 'sh', 'mariadbd', ...args]
  const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` }
  const child = spawn('sh', command, { detached: true, stdio: ['pipe', 'ignore', 'pipe'], env })
  const said: string[] = []
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line)
    if (line.includes('ready for connections')) {
      child.stderr.resume()
      return child
    }
  }
  throw new Error(`mariadbd did not start: ${said.slice(-5).join(' | ')}`)
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL')
  await ended
}

interface Login {
  host: string
  port: number
  user: string
  password: string
}

const outside = (url: URL): Mariadb =>
  server(
    {
      host: url.hostname,
      port: Number(url.port || 3306),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password)
    },
    {
      crash: () => Promise.reject(new Error('the server that PENSTOCK_TEST_MYSQL names is not ours to kill')),
      end: () => Promise.resolve()
    }
  )

function server(login: Login, { crash, end }: { crash: Mariadb['crash']; end: () => Promise<void> }): Mariadb {
  const made: string[] = []
  const admin = (sql: string): Promise<unknown[]> => asText(login, undefined, [sql])
  return {
    ...login,
    admin,
    crash,
    async database(name = `t${process.pid}_${made.length}_${Math.random().toString(36).slice(2, 8)}`) {
      await admin(`CREATE DATABASE \`${name}\``)
      made.push(name)
      await admin(`CREATE USER '${name}'@'%' IDENTIFIED BY 'pw-of-test'`)
      await admin(`GRANT ALL ON \`${name}\`.* TO '${name}'@'%'`)
      return {
        name,
        connection: connectionTo(login, name, 'pw-of-test', name),
        sql: (...statements) => asText(login, name, statements)
      }
    },
    async stop() {
      for (const name of made)
        await asText(login, undefined, [`DROP DATABASE IF EXISTS \`${name}\``, `DROP USER IF EXISTS '${name}'@'%'`])
      await end()
    }
  }
}

/** A connection of a dataset to that server. */
export const connectionTo = (
  at: { host: string; port: number },
  user: string,
  password: string,
  database: string
): ResolvedConnection => ({
  name: 'shop-db',
  target: { kind: 'mysql', host: at.host, port: at.port, user, database, connectSeconds: 10 },
  secrets: { password }
})

async function asText(login: Login, database: string | undefined, statements: string[]): Promise<(string | null)[][]> {
  const connection = await createConnection({
    ...login,
    ...(database === undefined ? {} : { database }),
    rowsAsArray: true,
    charset: 'utf8mb4',
    typeCast: (field) => field.string()
  })
  try {
    let rows: unknown = []
    for (const sql of statements) [rows] = await connection.query(sql)
    return Array.isArray(rows) ? (rows as (string | null)[][]) : []
  } finally {
    await connection.end()
  }
}
