import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mariadbMissing, startMariadb, type Mariadb, type TestDatabase } from '../../connect/testing/mariadb'
import { quiet, WorkFolder, type SpecDraft } from '../../load/duck/testing/work-folder'
import { deliveryOf, staged } from '../testing/outgoing'
import { deliver } from './deliver'

const ROWS = [
  `2024-01-02,005930,-12345678901234567.891,-0.05,9007199254740993,0.1,true,2024-01-02 09:00:00.5,2024-01-02T00:00:00.000001Z,09:00:00.25,"it's ""한글"" 😀 \\n"`,
  '2024-01-03,A005930,0,0.99,-9223372036854775808,-0.0,false,0999-12-31 23:59:59,1969-12-31T23:59:59Z,23:59:59.999999,',
  '2024-02-01,005930,1.5,,,1e-300,,,,,""',
  `2024-02-01,"a'); DROP TABLE mart; --",1,0.5,1,1.7976931348623157e308,true,,,,"multi\nline"`
]

describe.skipIf(mariadbMissing() !== undefined)('A delivery to MariaDB', () => {
  let server: Mariadb
  let database: TestDatabase
  let folder: WorkFolder
  beforeAll(async () => {
    server = await startMariadb()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    database = await server.database()
    folder = await WorkFolder.make()
  })
  afterEach(() => folder.dispose())

  const send = async (lines: readonly string[], change: { again?: boolean; key?: string[] } = {}) => {
    const loaded = await staged(folder, lines)
    return deliver({ ...deliveryOf(folder, loaded, database.connection), ...change }, quiet())
  }

  it('makes the table with exact types and holds every value as the lake has it', async () => {
    const outcome = await send(ROWS)
    expect(outcome.failed).toEqual([])
    expect(outcome.delivered.map(({ dt, rows, change }) => [dt, rows, change])).toEqual([
      ['2024-01', 2, 'delivered'],
      ['2024-02', 2, 'delivered']
    ])
    const rows = await database.sql('SELECT * FROM mart ORDER BY dt, code')
    expect(rows).toEqual([
      [
        ...['2024-01', '2024-01-02', '005930', '-12345678901234567.891', '-0.05', '9007199254740993', '0.1', '1'],
        ...['2024-01-02 09:00:00.500000', '2024-01-02 00:00:00.000001', '09:00:00.250000', `it's "한글" 😀 \\n`]
      ],
      [
        ...['2024-01', '2024-01-03', 'A005930', '0.000', '0.99', '-9223372036854775808', '0', '0'],
        ...['0999-12-31 23:59:59.000000', '1969-12-31 23:59:59.000000', '23:59:59.999999', null]
      ],
      ['2024-02', '2024-02-01', '005930', '1.500', null, null, '1e-300', null, null, null, null, ''],
      [
        ...['2024-02', '2024-02-01', `a'); DROP TABLE mart; --`, '1.000', '0.50', '1', '1.7976931348623157e308', '1'],
        ...[null, null, null, 'multi\nline']
      ]
    ])
    const types = await database.sql(
      "SELECT COLUMN_NAME, COLUMN_TYPE, COLUMN_KEY FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'mart' ORDER BY ORDINAL_POSITION"
    )
    expect(types).toEqual([
      ['dt', 'varchar(10)', 'PRI'],
      ['날짜', 'date', 'PRI'],
      ['code', 'varchar(255)', 'PRI'],
      ['price', 'decimal(20,3)', ''],
      ['share', 'decimal(2,2)', ''],
      ['volume', 'bigint(20)', ''],
      ['ratio', 'double', ''],
      ['halted', 'tinyint(1)', ''],
      ['wall', 'datetime(6)', ''],
      ['at', 'datetime(6)', ''],
      ['clock', 'time(6)', ''],
      ['note', 'mediumtext', '']
    ])
    const records = await database.sql('SELECT dataset, dt, version, digest, `rows`, run FROM penstock_deliveries ORDER BY dt')
    expect(records).toEqual(
      outcome.delivered.map(({ dt, digest, rows: count }) => ['mart', dt, '7', digest, String(count), 'run-1'])
    )
  })

  it('sends nothing that is there, again what is asked for by name, and takes out rows and partitions that are gone', async () => {
    await send(ROWS)
    expect((await send(ROWS)).delivered.map(({ change }) => change)).toEqual(['unchanged', 'unchanged'])
    expect((await send(ROWS, { again: true })).delivered.map(({ change }) => change)).toEqual(['delivered', 'delivered'])
    await send(ROWS.slice(0, 1))
    expect(await database.sql('SELECT dt, code FROM mart')).toEqual([['2024-01', '005930']])
  })
  it('holds equal rows of a dataset without a key as often as the lake, also after it was sent again', async () => {
    const [row = ''] = ROWS
    const keyless = async (lines: readonly string[], again = false) => {
      const loaded = await staged(folder, lines, { primaryKey: [] })
      return deliver({ ...deliveryOf(folder, loaded, database.connection), key: [], again }, quiet())
    }
    const count = async () => (await database.sql('SELECT COUNT(*), COUNT(DISTINCT code) FROM mart'))[0]
    expect((await keyless([row, row, ...ROWS.slice(1)])).failed).toEqual([])
    expect(await count()).toEqual(['5', '3'])
    expect((await keyless([row, row, ...ROWS.slice(1)], true)).failed).toEqual([])
    expect(await count()).toEqual(['5', '3'])
    expect((await keyless([row, ...ROWS.slice(1)])).failed).toEqual([])
    expect(await count()).toEqual(['4', '3'])
  })

  it('keeps a column of the dataset that is called dt beside the one of the partition', async () => {
    const columns: SpecDraft['columns'] = [
      { name: '날짜', source: { header: 'date' }, type: 'date' },
      { name: 'code', source: { header: 'code' }, type: 'text' },
      { name: 'DT', source: { header: 'note' }, type: 'text' }
    ]
    const loaded = await staged(folder, ROWS, { columns })
    expect((await deliver(deliveryOf(folder, loaded, database.connection), quiet())).failed).toEqual([])
    expect(await database.sql('SELECT penstock_dt, COUNT(*), MAX(DT) FROM mart GROUP BY 1')).toEqual([
      ['2024-01', '2', `it's "한글" 😀 \\n`],
      ['2024-02', '2', 'multi\nline']
    ])
  })
})
