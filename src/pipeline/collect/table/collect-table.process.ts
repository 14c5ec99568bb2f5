import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectionTo, mariadbMissing, startMariadb, type Mariadb, type TestDatabase } from '../../connect/testing/mariadb'
import { collectTable } from './collect-table'
import { systemPace, type Pace } from './pace'
import { collecting, dayWindow, whole } from './testing/collecting'

/** Time that goes on only by waiting. */
function handPace(now: number): Pace & { waits: number[] } {
  const waits: number[] = []
  let at = now
  return {
    waits,
    now: () => at,
    monotonic: () => at,
    wait: (ms, signal) => {
      signal.throwIfAborted()
      waits.push(ms)
      at += ms
      return Promise.resolve()
    }
  }
}

const NOON = Date.parse('2026-01-10T03:00:00Z')

describe.skipIf(mariadbMissing() !== undefined)('A table of MariaDB', () => {
  let server: Mariadb
  beforeAll(async () => {
    server = await startMariadb()
  })
  afterAll(() => server.stop())

  async function orders(rows = 1000): Promise<TestDatabase> {
    const db = await server.database()
    await db.sql(
      'CREATE TABLE orders (shop VARCHAR(8), n INT, day DATE NOT NULL, at TIMESTAMP(3) NOT NULL, amount DECIMAL(18,2), PRIMARY KEY (shop, n), KEY (day))',
      `INSERT INTO orders SELECT ELT(1 + seq % 3, 'a', 'B', '다'), seq, '2026-01-05' + INTERVAL (seq % 2) DAY, '2026-01-05 00:00:00' + INTERVAL seq SECOND, seq FROM seq_1_to_${rows}`
    )
    return db
  }
  /** A server tells when a table was made to the second: makes one anew until that differs. */
  async function madeLater(db: TestDatabase, table: string, than: string): Promise<void> {
    const made = (name: string) =>
      db.sql(`SELECT CREATE_TIME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${db.name}' AND TABLE_NAME = '${name}'`)
    const first = (await made(than))[0]?.[0]
    while ((await made(table))[0]?.[0] === first) await db.sql(`ALTER TABLE ${table} FORCE`)
  }
  const numbers = (csv: string | undefined): number[] =>
    (csv ?? '')
      .split('\n')
      .slice(1, -1)
      .map((line) => Number(line.split(',')[0]))
      .sort((a, b) => a - b)
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

  it('comes by days of the dataset as one CSV file each', async () => {
    const db = await server.database()
    await db.sql(
      'CREATE TABLE orders (id INT PRIMARY KEY, at DATETIME(3) NOT NULL, memo VARCHAR(40), KEY (at))',
      "INSERT INTO orders VALUES (1, '2026-01-04 23:59:59.999', 'before'), (2, '2026-01-05 00:00:00', NULL), (3, '2026-01-05 23:59:59.999', ''), (4, '2026-01-06 00:00:00', 'say \"hi\", 안녕😀')"
    )
    const days = [dayWindow('2026-01-05'), dayWindow('2026-01-06')]
    const asked = await collecting(db, { table: 'orders', by: 'at' }, ['id', 'at', 'memo'], days)
    const collected = await collectTable(asked.request, asked.context)
    expect(collected.windows.map(({ id, rows }) => [id, rows])).toEqual([
      ['2026-01-05', 2],
      ['2026-01-06', 1]
    ])
    expect(await asked.picked()).toEqual({
      '2026-01-05.csv': 'id,at,memo\n2,2026-01-05 00:00:00.000,\n3,2026-01-05 23:59:59.999,""\n',
      '2026-01-06.csv': 'id,at,memo\n4,2026-01-06 00:00:00.000,"say ""hi"", 안녕😀"\n'
    })
  })

  it('comes whole in chunks of a key of several columns, whatever the order of its texts', async () => {
    const db = await orders(1000)
    for (const by of [undefined, 'day']) {
      const windows = by === undefined ? [whole] : [dayWindow('2026-01-05'), dayWindow('2026-01-06')]
      const asked = await collecting(db, { table: 'orders', chunkRows: 100, by }, ['n'], windows)
      const { requests } = await collectTable(asked.request, asked.context)
      expect(requests).toBeGreaterThan(9)
      expect(
        Object.values(await asked.picked())
          .flatMap(numbers)
          .sort((a, b) => a - b)
      ).toEqual(upTo(1000))
    }
  })

  it('comes whole in chunks of keys that are enums, bits, bytes and dates', async () => {
    const db = await server.database()
    await db.sql(
      "CREATE TABLE odd (n INT, e ENUM('z','a','m') NOT NULL, b BIT(9) NOT NULL, x BINARY(2) NOT NULL, d DATE NOT NULL, PRIMARY KEY (e, b, x, d))",
      "INSERT INTO odd SELECT seq, 1 + seq % 3, seq % 300, UNHEX(LPAD(HEX(seq), 4, '0')), '2026-01-05' + INTERVAL seq DAY FROM seq_1_to_1000"
    )
    const asked = await collecting(db, { table: 'odd', chunkRows: 100 }, ['n'], [whole])
    await collectTable(asked.request, asked.context)
    expect(numbers((await asked.picked())['all.csv'])).toEqual(upTo(1000))
  })

  it('comes by one statement where nothing says which row is which', async () => {
    const db = await server.database()
    await db.sql(
      'CREATE TABLE loose (n INT)',
      'INSERT INTO loose SELECT seq FROM seq_1_to_500',
      'INSERT INTO loose SELECT seq FROM seq_1_to_500'
    )
    const asked = await collecting(db, { table: 'loose', chunkRows: 100 }, ['n'], [whole])
    expect(await collectTable(asked.request, asked.context)).toMatchObject({ rows: 1000, requests: 1 })
    const keyed = await collecting(db, { table: 'loose', key: ['n'] }, ['n'], [whole])
    await expect(collectTable(keyed.request, keyed.context)).rejects.toMatchObject({ code: 'mysql.schema' })
  })

  it('is asked for what is new by a watermark, and tells how far that is', async () => {
    const db = await orders(300)
    for (const [watermark, first, second] of [
      ['n', '300', '350'],
      ['at', '2026-01-05 00:05:00.000Z', '2026-01-05 00:05:50.000Z']
    ] as const) {
      await db.sql('DELETE FROM orders WHERE n > 300')
      const start = await collecting(db, { table: 'orders', watermark, chunkRows: 100 }, ['n'], [])
      expect(await collectTable(start.request, start.context)).toMatchObject({ rows: 300, watermark: first })
      await db.sql(
        "INSERT INTO orders SELECT 'a', seq, '2026-01-07', '2026-01-05 00:00:00' + INTERVAL seq SECOND, 1 FROM seq_301_to_350"
      )
      const next = await collecting(db, { table: 'orders', watermark, chunkRows: 100 }, ['n'], [], { after: first })
      expect(await collectTable(next.request, next.context)).toMatchObject({ rows: 50, watermark: second })
      expect(Object.values(await next.picked()).flatMap(numbers)).toEqual(upTo(350).slice(300))
      const last = await collecting(db, { table: 'orders', watermark }, ['n'], [], { after: second })
      expect(await collectTable(last.request, last.context)).toMatchObject({ rows: 0, watermark: second })
    }
  })

  it('is read again from what was kept, also where the database is gone', async () => {
    const db = await orders(200)
    const asked = await collecting(db, { table: 'orders', by: 'day' }, ['n'], [dayWindow('2026-01-05')])
    const { rows } = await collectTable(asked.request, asked.context)
    const files = await asked.picked()
    const gone = connectionTo({ host: '127.0.0.1', port: 1 }, 'u', 'p', 'd')
    const again = { ...asked.request, connection: gone, fromRaw: true }
    expect(await collectTable(again, asked.context)).toMatchObject({ rows, requests: 0 })
    expect(await asked.picked()).toEqual(files)
    const resumed = await collectTable({ ...asked.request, connection: gone }, asked.context)
    expect(resumed).toMatchObject({ rows, requests: 0, reused: 1 })
    const other = { ...again, collect: { ...again.collect, table: 'others' } }
    await expect(collectTable(other, asked.context)).rejects.toMatchObject({ code: 'collect.raw_missing' })
    const never = { ...again, windows: [dayWindow('2026-01-09')] }
    await expect(collectTable(never, asked.context)).rejects.toMatchObject({ code: 'collect.raw_missing' })
  })

  it('tells how many rows have no value in the column by which they are asked for', async () => {
    const db = await server.database()
    await db.sql(
      'CREATE TABLE orders (id INT PRIMARY KEY, at DATETIME NULL, n INT NULL, KEY (at), KEY (n))',
      "INSERT INTO orders VALUES (1, '2026-01-05 10:00:00', 1), (2, NULL, NULL), (3, NULL, 2)"
    )
    const byDay = await collecting(db, { table: 'orders', by: 'at' }, ['id'], [dayWindow('2026-01-05')])
    expect((await collectTable(byDay.request, byDay.context)).notes).toEqual([{ code: 'no_value', column: 'at', count: 2 }])
    const news = await collecting(db, { table: 'orders', watermark: 'n' }, ['id'], [])
    expect((await collectTable(news.request, news.context)).notes).toEqual([{ code: 'no_value', column: 'n', count: 1 }])
  })

  it('is read anew where what was kept of it is damaged', async () => {
    const db = await orders(200)
    const asked = await collecting(db, { table: 'orders', by: 'day' }, ['n'], [dayWindow('2026-01-05')])
    const { rows } = await collectTable(asked.request, asked.context)
    const kept = join(asked.request.raw, 'table', '2026-01-05')
    for (const [name, damage] of [
      ['done.json', '{"format": 1,'],
      ['rows.csv.zst', 'damaged']
    ] as const) {
      await writeFile(join(kept, name), damage)
      expect(await collectTable(asked.request, asked.context), name).toMatchObject({ rows, reused: 0 })
      expect(await collectTable(asked.request, asked.context), name).toMatchObject({ rows, reused: 1 })
    }
    await rm(join(kept, 'rows.csv.zst'))
    expect(await collectTable(asked.request, asked.context)).toMatchObject({ rows, reused: 0 })
  })

  it('waits while the database is busy, and goes on by itself', async () => {
    const db = await orders(200)
    const asked = await collecting(db, { table: 'orders', pause: [{ from: '11:30', to: '12:30' }] }, ['n'], [whole])
    const pace = handPace(NOON)
    expect(await collectTable(asked.request, asked.context, pace)).toMatchObject({ rows: 200 })
    expect(pace.waits).toEqual([30 * 60_000])
    expect(asked.progress.map(({ phase }) => phase)).toContain('waiting')
  })

  it('can be cancelled while it waits, and while it reads', async () => {
    const db = await orders(200)
    const waiting = await collecting(db, { table: 'orders', pause: [{ from: '11:30', to: '12:30' }] }, ['n'], [whole])
    waiting.context.progress = ({ phase }) => {
      if (phase === 'waiting') waiting.stop.abort()
    }
    const pace = { ...handPace(NOON), wait: systemPace.wait }
    await expect(collectTable(waiting.request, waiting.context, pace)).rejects.toMatchObject({ code: 'cancelled' })
    const reading = await collecting(db, { table: 'orders', chunkRows: 100 }, ['n'], [whole])
    reading.context.progress = () => reading.stop.abort()
    await expect(collectTable(reading.request, reading.context)).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('is read no faster than it may be', async () => {
    const db = await orders(1000)
    const asked = await collecting(db, { table: 'orders', rowsPerSecond: 200 }, ['n'], [whole])
    const pace = handPace(NOON)
    await collectTable(asked.request, asked.context, pace)
    expect(pace.waits).toEqual([1000, 1000, 1000, 1000, 1000])
  })

  it('that is altered between two chunks is not used', async () => {
    for (const alter of [
      'ALTER TABLE orders MODIFY amount DECIMAL(20,4)',
      'ALTER TABLE orders DROP COLUMN amount',
      'ALTER TABLE orders ADD COLUMN other INT FIRST',
      'RENAME TABLE orders TO old, spare TO orders'
    ]) {
      const db = await orders(500)
      await db.sql(
        'CREATE TABLE spare LIKE orders',
        'INSERT INTO spare SELECT * FROM orders',
        'ALTER TABLE spare COMMENT = "another"'
      )
      await madeLater(db, 'spare', 'orders')
      const asked = await collecting(db, { table: 'orders', chunkRows: 100 }, ['n', 'amount'], [whole])
      let chunks = 0
      const pace: Pace = {
        ...handPace(NOON),
        wait: async () => {
          chunks += 1
          if (chunks === 2) await db.sql(alter)
        }
      }
      asked.request.collect.rowsPerSecond = 100
      await expect(collectTable(asked.request, asked.context, pace), alter).rejects.toMatchObject({ code: 'mysql.schema' })
      await expect(collectTable({ ...asked.request, fromRaw: true }, asked.context)).rejects.toMatchObject({
        code: 'collect.raw_missing'
      })
    }
  })

  it('tells what it cannot do: no right, no table, no column, no date', async () => {
    const db = await orders(10)
    const user = `r${db.name}`
    await server.admin(`CREATE USER '${user}'@'%' IDENTIFIED BY 'pw'`)
    await server.admin(`GRANT SELECT (n) ON \`${db.name}\`.orders TO '${user}'@'%'`)
    await db.sql('CREATE TABLE secrets (n INT)')
    const few = { connection: connectionTo(server, user, 'pw', db.name) }
    const cases = [
      [few, { table: 'orders' }, ['n', 'amount'], 'mysql.denied'],
      [few, { table: 'secrets' }, ['n'], 'mysql.denied'],
      [db, { table: 'nowhere' }, ['n'], 'mysql.schema'],
      [db, { table: 'orders' }, ['other'], 'mysql.schema'],
      [db, { table: 'orders', by: 'shop' }, ['n'], 'mysql.schema'],
      [db, { table: 'orders', watermark: 'shop' }, ['n'], 'mysql.schema']
    ] as const
    for (const [from, collect, fields, code] of cases) {
      const asked = await collecting(from, collect, [...fields], [dayWindow('2026-01-05')])
      await expect(collectTable(asked.request, asked.context), JSON.stringify(collect)).rejects.toMatchObject({ code })
    }
    await server.admin(`DROP USER '${user}'@'%'`)
  })
})
