import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pathsOf, WorkFolder, type SpecDraft } from './testing/work-folder'
import { readParquet } from './testing/read-parquet'

let folder: WorkFolder

beforeEach(async () => {
  folder = await WorkFolder.make()
})
afterEach(() => folder.dispose())

const ticks = (location: string, more: Partial<SpecDraft> = {}): SpecDraft => ({
  source: { location, format: 'csv' },
  columns: [
    { name: '종목 코드', source: { header: 'code' }, type: 'text', nullable: false },
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'close', source: { header: 'close' }, type: 'integer' }
  ],
  primaryKey: ['종목 코드', 'date'],
  partition: { columns: ['date'], grain: 'month' },
  ...more
})

describe('a full load', () => {
  it('divides rows by month, keeps codes as text and the order of the source', async () => {
    const path = await folder.put(
      'a.csv',
      'code,date,close\n000020,2018-11-30,9510\n000020,2018-12-03,9640\n005930,2018-11-30,1e+05\n'
    )
    const loaded = await folder.stage(ticks(path))
    expect(loaded.staged).toMatchObject({
      rowsRead: 3,
      rowsWritten: 3,
      rowsQuarantined: 0,
      rowsSuperseded: 0,
      partitions: [
        { dt: '2018-11', rows: 2, change: 'created' },
        { dt: '2018-12', rows: 1, change: 'created' }
      ],
      notes: [{ code: 'number.exponent', column: 'close', count: 1 }]
    })
    const [november = ''] = pathsOf(loaded)
    expect(await readParquet([november])).toEqual([
      { 종목_코드: '000020', date: new Date('2018-11-30'), close: 9510n },
      { 종목_코드: '005930', date: new Date('2018-11-30'), close: 100000n }
    ])
  })
})
