import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectionTo, mariadbMissing, startMariadb, type Mariadb } from '../testing/mariadb'
import { openMysql } from './open'

describe.skipIf(mariadbMissing() !== undefined)('A connection to MariaDB', () => {
  let server: Mariadb
  beforeAll(async () => {
    server = await startMariadb()
  })
  afterAll(() => server.stop())

  it('reads values as the server wrote them and may not write', async () => {
    const { connection, sql } = await server.database()
    await sql(
      'CREATE TABLE t (a BIGINT UNSIGNED, b DECIMAL(65,30), c VARCHAR(20))',
      "INSERT INTO t VALUES (18446744073709551615, 0.1, '한글😀'), (NULL, NULL, '')"
    )
    const session = await openMysql(connection, { access: 'read' })
    const { rows } = await session.rows('SELECT * FROM t')
    expect(rows).toEqual([
      ['18446744073709551615', '0.100000000000000000000000000000', '한글😀'],
      [null, null, '']
    ])
    await expect(session.run('DELETE FROM t')).rejects.toMatchObject({ code: 'mysql.failed' })
    await session.close()
  })

  it('tells a wrong password, and never the password', async () => {
    const { name } = await server.database()
    const wrong = openMysql(connectionTo(server, name, 'pw-that-is-wrong', name), { access: 'read' })
    await expect(wrong).rejects.toMatchObject({
      code: 'mysql.denied',
      message: expect.not.stringContaining('pw-that-is-wrong') as unknown
    })
  })

  it('tells a database that is not there', async () => {
    const { name } = await server.database()
    await expect(openMysql(connectionTo(server, name, 'pw-of-test', 'nowhere'), { access: 'read' })).rejects.toMatchObject({
      code: 'mysql.denied'
    })
  })

  it('tells a server that is not there', async () => {
    const gone = connectionTo({ host: '127.0.0.1', port: 1 }, 'u', 'p', 'd')
    await expect(openMysql(gone, { access: 'read' })).rejects.toMatchObject({ code: 'mysql.refused', retriable: true })
  })

  it('ends when it is cancelled', async () => {
    const { connection } = await server.database()
    const stop = new AbortController()
    const session = await openMysql(connection, { access: 'read', signal: stop.signal })
    const slow = session.rows('SELECT SLEEP(60)')
    stop.abort()
    await expect(slow).rejects.toMatchObject({ code: 'cancelled' })
  })
})
