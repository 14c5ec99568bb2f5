import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MysqlTarget } from '../../contract'
import type { ResolvedConnection } from '../resolved'
import { connectionTo, mariadbMissing, startMariadb, type Mariadb } from '../testing/mariadb'
import { startRogueMysql, type RogueMysql } from '../testing/rogue-mysql'
import { openMysql } from './open'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-hostile-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => delete process.env.PENSTOCK_PLANT)

describe('A server that asks for a file of this machine', () => {
  let rogue: RogueMysql
  beforeAll(async () => {
    const file = join(folder, 'private.txt')
    await writeFile(file, 'the content of a private file')
    rogue = await startRogueMysql(file)
  })
  afterAll(() => rogue.close())

  it('gets nothing, and the connection says so', async () => {
    const opened = openMysql(connectionTo(rogue, 'u', 'p', 'd'), { access: 'read' })
    await expect(opened).rejects.toMatchObject({
      code: 'mysql.failed',
      hint: expect.stringContaining('asked for a file') as unknown
    })
    expect(rogue.got()).not.toContain('private file')
  })

  it('would get it if this client had files to give', async () => {
    process.env.PENSTOCK_PLANT = 'infile-on'
    await openMysql(connectionTo(rogue, 'u', 'p', 'd'), { access: 'read' }).catch(() => undefined)
    expect(rogue.got()).toContain('private file')
  })

  it('is not trusted either where it has no TLS and the connection wants it', async () => {
    const wanting = withTarget(connectionTo(rogue, 'u', 'p', 'd'), { tls: 'verify' })
    await expect(openMysql(wanting, { access: 'read' })).rejects.toMatchObject({ code: 'tls.untrusted' })
  })
})

describe.skipIf(mariadbMissing() !== undefined || process.env.PENSTOCK_TEST_MYSQL !== undefined)(
  'The certificate of a server',
  () => {
    let server: Mariadb
    let ca: string
    beforeAll(async () => {
      certificate('right', 'subjectAltName=IP:127.0.0.1,DNS:localhost')
      ca = await readFile(join(folder, 'right.crt'), 'utf8')
      server = await startMariadb(tlsOf('right'))
    })
    afterAll(() => server.stop())

    const certificate = (name: string, extension: string): void => {
      const [key, out] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)]
      const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-addext', extension]
      const made = spawnSync('openssl', [...args, '-keyout', key, '-out', out], { encoding: 'utf8' })
      if (made.status !== 0) throw new Error(made.stderr)
    }
    const tlsOf = (name: string): string[] => [
      `--ssl-cert=${join(folder, `${name}.crt`)}`,
      `--ssl-key=${join(folder, `${name}.key`)}`
    ]

    it('that nobody vouches for is refused', async () => {
      const { connection } = await server.database()
      const strict = withTarget(connection, { tls: 'verify' })
      await expect(openMysql(strict, { access: 'read' })).rejects.toMatchObject({ code: 'tls.untrusted' })
    })

    it('is taken where its authority is named, by address and by name', async () => {
      const { connection } = await server.database()
      for (const host of ['127.0.0.1', 'localhost']) {
        const session = await openMysql(withTarget(connection, { host, tls: 'verify', ca }), { access: 'read' })
        expect((await session.rows("SHOW STATUS LIKE 'Ssl_cipher'")).rows[0]?.[1]).toMatch(/TLS|AES/)
        await session.close()
      }
    })

    it('that was made for another host is refused', async () => {
      certificate('other', 'subjectAltName=IP:10.0.0.1,DNS:db.example')
      const other = await startMariadb(tlsOf('other'))
      try {
        const { connection } = await other.database()
        const authority = await readFile(join(folder, 'other.crt'), 'utf8')
        for (const host of ['127.0.0.1', 'localhost']) {
          const strict = withTarget(connection, { host, tls: 'verify', ca: authority })
          await expect(openMysql(strict, { access: 'read' })).rejects.toMatchObject({ code: 'tls.untrusted' })
        }
      } finally {
        await other.stop()
      }
    })
  }
)

const withTarget = (connection: ResolvedConnection, more: Partial<MysqlTarget>): ResolvedConnection => ({
  ...connection,
  target: { ...(connection.target as MysqlTarget), ...more }
})
