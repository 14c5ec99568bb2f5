import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { connectionTo, mariadbMissing, startMariadb, type Mariadb, type TestDatabase } from '../../connect/testing/mariadb'
import type { WorkContext } from '../../load/worker-api'
import { quiet, WorkFolder } from '../../load/duck/testing/work-folder'
import { deliveryOf, staged } from '../testing/outgoing'
import { deliver } from './deliver'

const ROWS = 3_000
const KILLS = 100

const lineOf = (generation: number, row: number): string =>
  `2024-01-${String((row % 28) + 1).padStart(2, '0')},${String(row).padStart(6, '0')},${generation},,${row},,,,,,`

describe.skipIf(mariadbMissing() !== undefined)('A delivery that is disturbed', () => {
  let server: Mariadb
  let database: TestDatabase
  let folder: WorkFolder
  let root: Connection
  beforeAll(async () => {
    server = await startMariadb()
    const { host, port, user, password } = server
    root = await createConnection({ host, port, user, password })
  })
  afterAll(async () => {
    await root.end()
    await server.stop()
  })
  beforeEach(async () => {
    database = await server.database()
    folder = await WorkFolder.make()
  })
  afterEach(() => folder.dispose())

  const load = (generation: number, rows = ROWS) =>
    staged(
      folder,
      Array.from({ length: rows }, (_, row) => lineOf(generation, row))
    )
  const inTable = async (): Promise<string> => {
    const rows = await database.sql('SELECT COUNT(*), COUNT(DISTINCT code), MIN(price), MAX(price), SUM(volume) FROM mart')
    return (rows[0] ?? []).join(' ')
  }
  const sumOf = (rows: number): number => (rows * (rows - 1)) / 2

  /** Ends the connections of the delivery from the server's side, as often as it is called. */
  const kill = async (): Promise<number> => {
    const found = await database.sql(
      `SELECT ID FROM information_schema.PROCESSLIST WHERE USER = '${database.name}' AND ID <> CONNECTION_ID()`
    )
    for (const [id] of found) await root.query(`KILL ${id ?? ''}`).catch(() => undefined)
    return found.length
  }

  it(`holds exactly the rows of the lake after ${KILLS} connections were killed at chance moments of it`, async () => {
    const seed = Number(process.env.PENSTOCK_SEED ?? Date.now() % 1_000_000)
    const chance = random(seed)
    let killed = 0
    for (let generation = 1; killed < KILLS; generation += 1) {
      const loaded = await load(generation)
      const request = deliveryOf(folder, loaded, database.connection)
      let moment = Math.ceil(chance() * 4)
      const context: WorkContext = {
        ...quiet(),
        progress: () => {
          moment -= 1
          if (moment !== 0) return
          killed += 1
          void kill()
        }
      }
      const outcome = await deliver(request, context)
      for (let again = outcome; again.failed.length > 0; again = await deliver(request, quiet()))
        expect(again.failed[0]?.error.retriable, `seed ${seed}`).toBe(true)
      const wanted = `${ROWS} ${ROWS} ${generation}.000 ${generation}.000 ${sumOf(ROWS)}`
      expect(await inTable(), `seed ${seed}, generation ${generation}`).toBe(wanted)
    }
  }, 300_000)

  /** The connection that waits for a lock that a test holds, once there is one. */
  const waiting = async (sql: string): Promise<number> => {
    for (;;) {
      const [rows] = await root.query<({ id: number } & RowDataPacket)[]>(sql)
      if (rows[0] !== undefined) return rows[0].id
    }
  }
  const atGate = "SELECT ID AS id FROM information_schema.PROCESSLIST WHERE STATE = 'User lock'"
  // INNODB_TRX is no use here: who asks it again within 0.1 s is told what it told before.
  const inLockWait =
    "SELECT 1 AS id FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'INNODB_ROW_LOCK_CURRENT_WAITS' AND VARIABLE_VALUE > 0"
  const another = async (): Promise<Connection> => {
    const { host, port, user, password } = server
    const made = await createConnection({ host, port, user, password, database: database.name })
    onTestFinished(() => made.destroy())
    return made
  }

  it('never has rows without their record nor a record without its rows, also where it dies between both', async () => {
    await deliver(deliveryOf(folder, await load(1), database.connection), quiet())
    const gate = await another()
    await gate.query("SELECT GET_LOCK('gate', 10)")
    await database.sql(
      "CREATE TRIGGER gate BEFORE INSERT ON penstock_deliveries FOR EACH ROW SET NEW.version = NEW.version + 0 * GET_LOCK('gate', 60)"
    )
    const sending = deliver({ ...deliveryOf(folder, await load(2), database.connection), run: 'run-2' }, quiet())
    const first = await waiting(atGate)
    await root.query(`KILL ${first}`)
    await waiting(`${atGate} AND ID <> ${first}`)
    const recorded = async (): Promise<unknown> => (await database.sql('SELECT run, `rows` FROM penstock_deliveries'))[0]
    expect([await inTable(), await recorded()]).toEqual([`${ROWS} ${ROWS} 1.000 1.000 ${sumOf(ROWS)}`, ['run-1', String(ROWS)]])
    await gate.query("SELECT RELEASE_LOCK('gate')")
    expect((await sending).failed).toEqual([])
    expect([await inTable(), await recorded()]).toEqual([`${ROWS} ${ROWS} 2.000 2.000 ${sumOf(ROWS)}`, ['run-2', String(ROWS)]])
  })

  it('is done again where the server chose it as the victim of a deadlock', async () => {
    await deliver(deliveryOf(folder, await load(1), database.connection), quiet())
    const deadlocks = async (): Promise<number> =>
      Number((await database.sql("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'"))[0]?.[1])
    const before = await deadlocks()
    const other = await another()
    await other.query('START TRANSACTION')
    // The lighter of both is the victim: this one is heavier.
    await other.query('UPDATE mart SET volume = -1')
    const sending = deliver(deliveryOf(folder, await load(2), database.connection), quiet())
    await waiting(inLockWait)
    await other.query('SELECT * FROM penstock_deliveries FOR UPDATE')
    expect(await deadlocks()).toBe(before + 1)
    await other.query('ROLLBACK')
    expect((await sending).failed).toEqual([])
    expect(await inTable()).toBe(`${ROWS} ${ROWS} 2.000 2.000 ${sumOf(ROWS)}`)
  })

  it('waits for others in its way, and is told when the server takes no writes', async () => {
    const first = await load(1)
    await deliver(deliveryOf(folder, first, database.connection), quiet())
    const other = await another()
    await other.query('START TRANSACTION')
    await other.query("UPDATE mart SET volume = -1 WHERE code = '000001'")
    await root.query('SET GLOBAL innodb_lock_wait_timeout = 1')
    const second = await load(2)
    const sending = deliver(deliveryOf(folder, second, database.connection), quiet())
    await other.query('ROLLBACK')
    expect((await sending).failed).toEqual([])
    await root.query('SET GLOBAL read_only = ON')
    const third = await load(3)
    const refused = await deliver(deliveryOf(folder, third, database.connection), quiet()).catch((error: unknown) => ({
      failed: [{ error: error as { code: string; retriable: boolean } }]
    }))
    expect(refused.failed[0]?.error).toMatchObject({ code: 'mysql.failed', retriable: true })
    await root.query('SET GLOBAL read_only = OFF')
    expect((await deliver(deliveryOf(folder, third, database.connection), quiet())).failed).toEqual([])
    expect(await inTable()).toBe(`${ROWS} ${ROWS} 3.000 3.000 ${sumOf(ROWS)}`)
  })

  it('changes nothing where the table changes what it is given, and names the column', async () => {
    const first = await load(1, 50)
    await deliver(deliveryOf(folder, first, database.connection), quiet())
    await database.sql('CREATE TRIGGER spoil BEFORE UPDATE ON mart FOR EACH ROW SET NEW.price = NEW.price + 1')
    const { failed } = await deliver(deliveryOf(folder, await load(2, 50), database.connection), quiet())
    expect(failed).toMatchObject([{ dt: '2024-01', error: { code: 'deliver.differs', details: { columns: ['price'] } } }])
    expect(await inTable()).toBe(`50 50 1.000 1.000 ${sumOf(50)}`)
  })

  it('tells a table that cannot hold the dataset, adds a column that is new, and a right that is missing', async () => {
    const loaded = await load(1, 50)
    const request = deliveryOf(folder, loaded, database.connection)
    await deliver(request, quiet())
    await database.sql('ALTER TABLE mart DROP COLUMN note', 'ALTER TABLE mart MODIFY price decimal(20,2)')
    await expect(deliver({ ...request, again: true }, quiet())).rejects.toMatchObject({
      code: 'deliver.table',
      details: { differences: ['price: it is decimal(20,2), decimal(20,3) is needed'] }
    })
    await database.sql('ALTER TABLE mart MODIFY price decimal(22,3)')
    expect((await deliver({ ...request, again: true }, quiet())).failed).toEqual([])
    const name = `r${database.name}`
    await server.admin(`CREATE USER '${name}'@'%' IDENTIFIED BY 'pw-of-test'`)
    await server.admin(`GRANT SELECT ON \`${database.name}\`.* TO '${name}'@'%'`)
    const reader = connectionTo(server, name, 'pw-of-test', database.name)
    const { failed } = await deliver({ ...request, connection: reader, again: true }, quiet())
    expect(failed).toMatchObject([{ error: { code: 'mysql.denied' } }])
    await server.admin(`DROP USER '${name}'@'%'`)
  })
})

/** Numbers of [0, 1) that the seed tells (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
