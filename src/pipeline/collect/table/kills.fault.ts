import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { MysqlTarget } from '../../contract'
import { openMysql } from '../../connect/mysql/open'
import { systemClock } from '../../lib/clock'
import { connectionTo, mariadbMissing, startMariadb, type Mariadb, type TestDatabase } from '../../connect/testing/mariadb'
import { collectTable } from './collect-table'
import type { Pace } from './pace'
import { collecting, dayWindow, whole, type Collecting } from './testing/collecting'

const KILLS = 100
const ROWS = 40_000
const atOnce: Pace = { ...systemClock, wait: () => Promise.resolve() }

/** A small generator, so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

describe.skipIf(mariadbMissing() !== undefined)('A table whose connection is killed', () => {
  let server: Mariadb
  let db: TestDatabase
  beforeAll(async () => {
    server = await startMariadb()
    db = await server.database()
    await db.sql(
      'CREATE TABLE ticks (code CHAR(6), n INT, day DATE NOT NULL, price DECIMAL(18,4), memo VARCHAR(400), PRIMARY KEY (code, n), KEY (day))',
      `INSERT INTO ticks SELECT LPAD(seq % 7, 6, '0'), seq, '2026-01-05', seq * 1.5, REPEAT('메모', 60) FROM seq_1_to_${ROWS}`
    )
  })
  afterAll(() => server.stop())
  afterEach(() => delete process.env.PENSTOCK_PLANT)

  /** Kills the reading connection again and again, each time some statements after the last; answers how often. */
  async function killing(asked: Collecting, random: () => number): Promise<() => number> {
    const killer = await openMysql(connectionTo(server, server.user, server.password, 'mysql'), { access: 'write' })
    onTestFinished(() => killer.close())
    let kills = 0
    let countdown = 1
    const kill = async (): Promise<void> => {
      const { rows } = await killer.rows(`SELECT ID FROM information_schema.PROCESSLIST WHERE USER = '${db.name}'`)
      for (const [id] of rows) {
        const killed = await killer.run(`KILL CONNECTION ${id ?? ''}`).then(
          () => true,
          () => false
        )
        if (killed) kills += 1
      }
    }
    asked.context.progress = () => {
      countdown -= 1
      if (countdown > 0 || kills >= KILLS) return
      countdown = 1 + Math.floor(random() * 3)
      void kill()
    }
    return () => kills
  }

  const question = (): Promise<Collecting> =>
    collecting(db, { table: 'ticks', by: 'day', chunkRows: 100 }, ['code', 'n', 'price', 'memo'], [dayWindow('2026-01-05')])

  const numbersOf = async (asked: Collecting): Promise<number[]> =>
    ((await asked.picked())['2026-01-05.csv'] ?? '')
      .split('\n')
      .slice(1, -1)
      .map((line) => Number(line.split(',')[1]))
      .sort((a, b) => a - b)

  it(`${KILLS} times at random statements comes whole, nothing lost and nothing doubled`, async () => {
    const asked = await question()
    const kills = await killing(asked, randomFrom(7))
    const collected = await collectTable(asked.request, asked.context, atOnce)
    expect(kills()).toBeGreaterThanOrEqual(KILLS)
    expect(collected.rows).toBe(ROWS)
    expect(await numbersOf(asked)).toEqual(Array.from({ length: ROWS }, (_, index) => index + 1))
  })

  it('would be doubled if what a broken chunk wrote stayed', async () => {
    process.env.PENSTOCK_PLANT = 'half-chunk-stays'
    const asked = await question()
    asked.request.collect.chunkRows = 10_000
    await killing(asked, randomFrom(7))
    await collectTable(asked.request, asked.context, atOnce).catch(() => undefined)
    expect(new Set(await numbersOf(asked)).size).toBeLessThan((await numbersOf(asked)).length)
  })

  it('for good is given up after a few tries, each later than the one before', async () => {
    const way = await passingOn(server)
    const asked = await collecting(
      { connection: { ...db.connection, target: { ...(db.connection.target as MysqlTarget), port: way.port } } },
      { table: 'ticks', chunkRows: 100 },
      ['n'],
      [whole]
    )
    asked.context.progress = () => way.cut()
    const waits: number[] = []
    const pace: Pace = {
      ...systemClock,
      wait: (ms) => {
        waits.push(ms)
        return Promise.resolve()
      }
    }
    await expect(collectTable(asked.request, asked.context, pace)).rejects.toMatchObject({
      code: 'mysql.refused',
      retriable: true
    })
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000])
  })
})

/** A way to the server that can be cut. */
async function passingOn({ host, port }: Mariadb): Promise<{ port: number; cut: () => void }> {
  const ends = new Set<Socket>()
  const way = createServer((near) => {
    const far = connect(port, host)
    for (const socket of [near, far]) ends.add(socket.on('error', () => undefined))
    near.pipe(far).pipe(near)
  })
  way.listen(0, '127.0.0.1')
  await once(way, 'listening')
  const cut = (): void => {
    way.close()
    for (const socket of ends) socket.destroy()
  }
  onTestFinished(cut)
  return { port: (way.address() as AddressInfo).port, cut }
}
