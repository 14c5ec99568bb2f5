import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mariadbMissing, startMariadb, type Mariadb } from '../../connect/testing/mariadb'
import { collectTable } from './collect-table'
import { collecting, whole } from './testing/collecting'

/** Column type, the value as SQL writes it, and the cell that must come. */
const VALUES: [type: string, literal: string, cell: string][] = [
  [
    'DECIMAL(65,30)',
    '12345678901234567890123456789012345.123456789012345678901234567891',
    '12345678901234567890123456789012345.123456789012345678901234567891'
  ],
  ['BIGINT UNSIGNED', '18446744073709551615', '18446744073709551615'],
  ['BIGINT', '-9223372036854775808', '-9223372036854775808'],
  ['INT ZEROFILL', '42', '0000000042'],
  ['TINYINT(1)', '1', '1'],
  ['BIT(1)', "b'1'", '1'],
  ['BIT(64)', "b'1111111111111111111111111111111111111111111111111111111111111111'", '18446744073709551615'],
  ['DOUBLE', '0.1e0', '0.1'],
  ['DOUBLE', '1.7976931348623157e308', '1.7976931348623157e308'],
  // The client's own text of a FLOAT has six digits; its exact value has these.
  ['FLOAT', '16777215', '16777215'],
  ['FLOAT', '0.1e0', '0.10000000149011612'],
  ['JSON', `'{"a": [1, "x,y"]}'`, '"{""a"": [1, ""x,y""]}"'],
  ['DATE', "'2026-01-05'", '2026-01-05'],
  ['DATETIME(6)', "'2026-01-05 23:59:59.999999'", '2026-01-05 23:59:59.999999'],
  ['TIME(3)', "'-838:59:58.999'", '-838:59:58.999'],
  ['YEAR', '2026', '2026'],
  ["ENUM('a','쉼,표')", "'쉼,표'", '"쉼,표"'],
  ["SET('a','b')", "'a,b'", '"a,b"'],
  ['VARCHAR(20)', "'한글😀'", '한글😀'],
  ['VARCHAR(20) CHARACTER SET euckr', "'삼성전자'", '삼성전자'],
  ['VARCHAR(20) CHARACTER SET latin1', "'café'", 'café'],
  ['VARCHAR(20)', "'  two  '", '  two  '],
  ['VARCHAR(20)', "'a\\nb\\r'", '"a\nb\r"'],
  ['VARCHAR(20)', "'NULL'", 'NULL'],
  ['VARCHAR(20)', "''", '""'],
  ['VARCHAR(20)', 'NULL', ''],
  ['DECIMAL(10,2)', 'NULL', ''],
  ['VARBINARY(8)', "X'00FF0A2C'", '00ff0a2c'],
  ['BLOB', "''", '""'],
  ['BLOB', 'NULL', ''],
  ['POINT', 'POINT(1,2)', 'POINT(1 2)']
]

describe.skipIf(mariadbMissing() !== undefined)('Values of a table', () => {
  let server: Mariadb
  beforeAll(async () => {
    server = await startMariadb(['--default-time-zone=-05:00'])
  })
  afterAll(() => server.stop())

  it('come as they are, of every type', async () => {
    const db = await server.database()
    const names = VALUES.map((_, index) => `c${index}`)
    await db.sql(
      `CREATE TABLE every (id INT PRIMARY KEY, ${VALUES.map(([type], index) => `c${index} ${type}`).join(', ')})`,
      `INSERT INTO every VALUES (1, ${VALUES.map(([, literal]) => literal).join(', ')})`
    )
    const asked = await collecting(db, { table: 'every' }, names, [whole])
    await collectTable(asked.request, asked.context)
    expect((await asked.picked())['all.csv']).toBe(`${names.join(',')}\n${VALUES.map(([, , cell]) => cell).join(',')}\n`)
  })

  it('keep long texts whole, whatever their length', async () => {
    const db = await server.database()
    const lengths = [250, 251, 252, 65_535, 65_536, 3_000_000]
    await db.sql(
      'CREATE TABLE texts (id INT PRIMARY KEY, t LONGTEXT)',
      ...lengths.map((length) => `INSERT INTO texts VALUES (${length}, REPEAT('x', ${length}))`)
    )
    const asked = await collecting(db, { table: 'texts' }, ['t'], [whole])
    await collectTable(asked.request, asked.context)
    const lines = ((await asked.picked())['all.csv'] ?? '').split('\n')
    expect(lines.slice(1, -1).map((line) => line.length)).toEqual(lengths)
  })

  it('that are dates of no calendar are told, and stay as they are', async () => {
    const db = await server.database()
    await db.sql("SET sql_mode = ''", 'CREATE TABLE zeros (id INT PRIMARY KEY, d DATE, t DATETIME, s TIMESTAMP NULL)')
    await server.admin("SET GLOBAL sql_mode = ''")
    await db.sql(
      "INSERT INTO zeros VALUES (1, '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00'), (2, '2026-01-00', '2026-01-05 00:00:00', '2026-01-05 00:00:00')"
    )
    const asked = await collecting(db, { table: 'zeros' }, ['d', 't', 's'], [whole])
    const { notes } = await collectTable(asked.request, asked.context)
    expect((await asked.picked())['all.csv']).toBe(
      'd,t,s\n0000-00-00,0000-00-00 00:00:00,0000-00-00 00:00:00\n2026-01-00,2026-01-05 00:00:00,2026-01-05 05:00:00Z\n'
    )
    expect(notes).toEqual([
      { code: 'zero_date', column: 'd', count: 2 },
      { code: 'zero_date', column: 't', count: 1 },
      { code: 'zero_date', column: 's', count: 1 }
    ])
  })

  it('of instants are right where the server keeps another zone than the dataset, and wall clocks are untouched', async () => {
    const db = await server.database()
    // In the server's zone, five hours behind UTC: 10:00 there is midnight of the 6th in Seoul.
    await db.sql(
      'CREATE TABLE moments (id INT PRIMARY KEY, s TIMESTAMP(3) NOT NULL, w DATETIME NOT NULL)',
      "INSERT INTO moments VALUES (1, '2026-01-05 09:59:59.999', '2026-01-05 23:59:59'), (2, '2026-01-05 10:00:00', '2026-01-06 00:00:00')"
    )
    const day = {
      id: '2026-01-06',
      dt: '2026-01-06',
      start: Date.parse('2026-01-05T15:00:00Z'),
      end: Date.parse('2026-01-06T15:00:00Z')
    }
    for (const by of ['s', 'w']) {
      const asked = await collecting(db, { table: 'moments', by }, ['id', 's', 'w'], [day])
      await collectTable(asked.request, asked.context)
      expect((await asked.picked())['2026-01-06.csv']).toBe('id,s,w\n2,2026-01-05 15:00:00.000Z,2026-01-06 00:00:00\n')
    }
  })

  it('of names with quotes, dots and hangul are found, and a name is never SQL', async () => {
    const db = await server.database()
    await db.sql('CREATE TABLE `주문 ``x` (`번호` INT PRIMARY KEY, `a"b, c` TEXT)', "INSERT INTO `주문 ``x` VALUES (7, 'y')")
    const asked = await collecting(db, { table: '주문 `x' }, ['번호', 'a"b, c'], [whole])
    await collectTable(asked.request, asked.context)
    expect((await asked.picked())['all.csv']).toBe('번호,"a""b, c"\n7,y\n')
    for (const table of ['주문 `x` WHERE 1=1; DROP TABLE `주문 ``x', "x' OR '1'='1", 'x; SELECT 1']) {
      const evil = await collecting(db, { table }, ['번호'], [whole])
      await expect(collectTable(evil.request, evil.context)).rejects.toMatchObject({ code: 'mysql.schema' })
    }
    const column = await collecting(db, { table: '주문 `x' }, ['번호`, USER() AS `u'], [whole])
    await expect(collectTable(column.request, column.context)).rejects.toMatchObject({ code: 'mysql.schema' })
  })
})
