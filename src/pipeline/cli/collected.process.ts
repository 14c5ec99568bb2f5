import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mariadbMissing, startMariadb, type Mariadb, type TestDatabase } from '../connect/testing/mariadb'
import { ordersSpec, ordersTable } from '../engine/collect/testing/orders-dataset'
import { get } from '../serve/testing/get-share'
import { penstock, type Penstock } from './testing/penstock'

describe.skipIf(mariadbMissing() !== undefined)('A dataset that is read from a database and goes out again', () => {
  let cli: Penstock
  let server: Mariadb
  let database: TestDatabase
  let secrets: string
  beforeAll(async () => {
    ;[cli, server] = await Promise.all([penstock(), startMariadb()])
    database = await server.database()
    await database.sql(...ordersTable())
    await cli.ok('init', cli.workspace)
    const { host, port, name } = { host: server.host, port: server.port, name: database.name }
    const target = { kind: 'mysql', host, port, user: name, database: name }
    const connection = { format: 1, name: 'shop', target, secrets: ['password'] }
    await mkdir(join(cli.workspace, 'connections'), { recursive: true })
    await writeFile(join(cli.workspace, 'connections', 'shop.connection.json'), JSON.stringify(connection))
    const spec = ordersSpec({ by: 'at' }, { deliver: [{ id: 'bi', kind: 'mysql', connection: 'shop', table: 'mart' }] })
    await writeFile(join(cli.workspace, 'datasets', 'orders.dataset.json'), JSON.stringify(spec))
    secrets = join(cli.folder, 'secrets.json')
    await password('pw-of-test')
  }, 90_000)
  afterAll(async () => {
    await Promise.all([cli.remove(), server.stop()])
  })

  const password = (value: string) => writeFile(secrets, JSON.stringify({ 'shop/password': value }), { mode: 0o600 })
  const ok = (...argv: string[]) => cli.ok(...argv, '--secrets', secrets)
  const failure = async (...argv: string[]): Promise<unknown[]> => {
    const { code, value } = await cli.json(...argv, '--secrets', secrets)
    return [code, (value as { error?: { code: string } }).error?.code]
  }
  const backfill = (...more: string[]) => ['backfill', 'orders', '--from', '2026-01-05', '--to', '2026-01-07', '--yes', ...more]

  it('is previewed: one question, nothing kept', async () => {
    expect(await ok('preview', 'orders', '--partition', '2026-01-05')).toMatchObject({
      asked: expect.stringContaining("`at` >= '2026-01-04 15:00:00.000'") as string,
      ...{ status: null, total: 72, rows: expect.objectContaining({ length: 24 }) as unknown, key: ['id'] }
    })
    expect(await ok('partitions', 'orders')).toEqual([])
    expect(await failure('preview', 'orders')).toEqual([2, 'usage'])
    expect(await failure('preview', 'orders', '--partition', 'x')).toEqual([2, 'usage'])
    expect(await failure('preview', 'nope', '--partition', '2026-01-05')).toEqual([1, 'dataset.missing'])
  })

  it('is swept: rows that were deleted there are named, and nothing is changed', async () => {
    expect(await failure('sweep', 'orders')).toEqual([1, 'partition.missing'])
    await ok(...backfill())
    await database.sql('DELETE FROM orders WHERE id = 30')
    expect(await ok('sweep', 'orders', '--from', '2026-01-06', '--to', '2026-01-06')).toEqual({
      dataset: 'orders',
      partitions: [{ dt: '2026-01-06', keysHere: 24, keysThere: 23, deleted: 1, added: 0, sample: [{ id: '30' }] }]
    })
    const { stdout } = await cli.run('sweep', 'orders', '--secrets', secrets)
    expect(stdout).toContain('2026-01-06: id 30\n1 of 3 partitions differ.')
    expect(await failure('sweep', 'orders', '--from', 'all')).toEqual([2, 'usage'])
    await ok(...backfill('--only', 'all'))
    expect(await ok('sweep', 'orders')).toMatchObject({ partitions: [{ deleted: 0 }, { deleted: 0 }, { deleted: 0 }] })
  })

  it('is delivered: what is behind, or partitions again', async () => {
    const delivered = { delivery: 'bi', connection: 'shop', table: 'mart', state: 'delivered' }
    expect(await ok('deliver', 'orders')).toMatchObject({
      statuses: [
        { ...delivered, dt: '2026-01-05', rows: 24 },
        { ...delivered, dt: '2026-01-06', rows: 23 },
        { ...delivered, dt: '2026-01-07', rows: 24 }
      ]
    })
    expect(await database.sql('SELECT COUNT(*), COUNT(DISTINCT id) FROM mart')).toEqual([['71', '71']])
    const again = ['deliver', 'orders', '--to', 'bi', '--from', '2026-01-06', '--to-dt', '2026-01-06']
    expect(await ok(...again)).toMatchObject({ partitions: [{ dt: '2026-01-06', change: 'delivered' }] })
    for (const wrong of [
      ['--to', 'nowhere'],
      ['--from', '2030-01-01'],
      ['--from', 'x'],
      ['--to-dt', 'all']
    ])
      expect(await failure('deliver', 'orders', ...wrong), wrong.join(' ')).toEqual([2, 'usage'])
    expect(await failure('deliver')).toEqual([2, 'usage'])
    expect(await failure('deliver', 'nope')).toEqual([1, 'dataset.missing'])
  })

  it('has incidents where the database refuses it, which are dealt with and close by themselves', async () => {
    expect((await cli.run('incidents')).stdout).toBe('No incident.\n')
    await password('wrong')
    expect((await cli.json(...backfill('--only', 'all', '--to', '2026-01-05'), '--secrets', secrets)).code).toBe(1)
    const id = 'orders/2026-01-05/collect/mysql_denied'
    expect(await ok('incidents', 'orders', '--kind', 'collect')).toMatchObject([{ id, state: 'open', reason: 'mysql.denied' }])
    expect(await ok('incident', id, '--ack')).toMatchObject({ id, state: 'acknowledged', error: { code: 'mysql.denied' } })
    expect(await ok('incidents', '--open')).toEqual([])
    expect(await ok('incident', id, '--note', '김에게 물음')).toMatchObject({ state: 'acknowledged' })
    expect(await ok('incident', id, '--snooze', '4h', '--reason', 'at work')).toMatchObject({ state: 'snoozed' })
    expect(await ok('incident', id, '--close', '--reason', 'done')).toMatchObject({ state: 'closed', closedBy: 'person' })
    expect(await ok('incident', id, '--reopen')).toMatchObject({ state: 'open' })
    for (const wrong of [
      ['--ack', '--close'],
      ['--close'],
      ['--snooze', '4h'],
      ['--snooze', '2020-01-01', '--reason', 'x'],
      ['--note', '']
    ])
      expect(await failure('incident', id, ...wrong), wrong.join(' ')).toEqual([2, 'usage'])
    expect(await failure('incidents', '--open', '--all')).toEqual([2, 'usage'])
    expect(await failure('incidents', '--kind', 'nope')).toEqual([2, 'usage'])
    expect(await failure('incident', 'nope')).toEqual([1, 'incident.missing'])
    await password('pw-of-test')
    await ok(...backfill('--only', 'all', '--to', '2026-01-05'))
    expect(await ok('incidents')).toEqual([])
    expect(await ok('incident', id)).toMatchObject({ state: 'closed', closedBy: 'good' })
  })

  it('is shared under a URL that serve answers until it is revoked', async () => {
    expect(await failure('share', 'nope')).toEqual([1, 'dataset.missing'])
    const path = (await ok('share', 'orders')) as { id: string; csvUrl: string }
    expect(path.csvUrl).toMatch(/^\/share\/[\w-]{43}\/orders\.csv$/)
    expect(await ok('shares')).toMatchObject([{ id: path.id, dataset: 'orders', reads: 0 }])
    const served = cli.start('serve', '--secrets', secrets)
    await served.says('token=')
    const made = (await ok('share', 'orders')) as { id: string; csvUrl: string }
    const moved = made.csvUrl.replace(/\/share\/.*/, path.csvUrl)
    expect([(await get(made.csvUrl)).status, (await get(moved)).status]).toEqual([200, 200])
    await ok('unshare', path.id)
    expect([(await get(made.csvUrl)).status, (await get(moved)).status]).toEqual([200, 404])
    expect(await failure('unshare', path.id)).toEqual([1, 'share.missing'])
    expect(await failure('unshare')).toEqual([2, 'usage'])
    served.child.kill('SIGTERM')
    await served.ended
  })

  it('may come from sources that are declared as data, also of the workspace itself', async () => {
    expect(await ok('templates')).toMatchObject([{ id: 'molit-apt-trade' }, { id: 'ecos-statistic' }, { id: 'krx-daily-prices' }])
    await mkdir(join(cli.workspace, 'templates'), { recursive: true })
    await writeFile(join(cli.workspace, 'templates', 'broken.template.json'), '{')
    const { code, stdout, stderr } = await cli.run('templates')
    expect([code, stdout.includes('krx-daily-prices'), stderr.includes('broken.template.json')]).toEqual([0, true, true])
  })
})
