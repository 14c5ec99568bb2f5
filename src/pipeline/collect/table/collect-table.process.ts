import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mariadbMissing, startMariadb, type Mariadb } from '../../connect/testing/mariadb'
import { collectTable } from './collect-table'
import { collecting, dayWindow } from './testing/collecting'

describe.skipIf(mariadbMissing() !== undefined)('A table of MariaDB', () => {
  let server: Mariadb
  beforeAll(async () => {
    server = await startMariadb()
  })
  afterAll(() => server.stop())

  it('comes by days of the dataset as one CSV file each', async () => {
    const db = await server.database()
    await db.sql(
      'CREATE TABLE orders (id INT PRIMARY KEY, at DATETIME(3) NOT NULL, memo VARCHAR(40), KEY (at))',
      "INSERT INTO orders VALUES (1, '2026-01-04 23:59:59.999', 'before'), (2, '2026-01-05 00:00:00', NULL), (3, '2026-01-05 23:59:59.999', ''), (4, '2026-01-06 00:00:00', 'say \"hi\", 안녕😀')"
    )
    const asked = await collecting(
      db,
      { table: 'orders', by: 'at' },
      ['id', 'at', 'memo'],
      [dayWindow('2026-01-05'), dayWindow('2026-01-06')]
    )
    const collected = await collectTable(asked.request, asked.context)
    expect(collected).toMatchObject({
      rows: 3,
      format: 'csv',
      windows: [
        { id: '2026-01-05', rows: 2 },
        { id: '2026-01-06', rows: 1 }
      ]
    })
    expect(await asked.picked()).toEqual({
      '2026-01-05.csv': 'id,at,memo\n2,2026-01-05 00:00:00.000,\n3,2026-01-05 23:59:59.999,""\n',
      '2026-01-06.csv': 'id,at,memo\n4,2026-01-06 00:00:00.000,"say ""hi"", 안녕😀"\n'
    })
  })
})
