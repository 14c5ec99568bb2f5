import { describe, expect, it } from 'vitest'
import type { Partition } from '../../../../pipeline/contract'
import { codeSamples } from './code-lines'
import { summarise, versionSpan } from './selection'

const partition = (dt: string, rows: number, version: number | null): Partition => ({
  dt,
  state: version === null ? 'missing' : 'ok',
  rows,
  bytes: rows * 8,
  files: 1,
  version,
  digest: null,
  writtenAt: null,
  schemaId: null,
  quarantined: 0,
  held: null,
  expected: null,
  expectedBy: null,
  provisional: false
})
const partitions = [
  partition('2019-02', 1, 9),
  partition('2019-03', 10, 3),
  partition('2019-04', 20, 5),
  partition('2019-05', 0, null)
]

describe('a selection', () => {
  it('sums what its partitions hold and names the versions that wrote them', () => {
    const summary = summarise(partitions, { from: '2019-03', to: '2019-05' })
    expect(summary).toMatchObject({ rows: 30, bytes: 240, firstVersion: 3, lastVersion: 5 })
    expect(summary.partitions.map(({ dt }) => dt)).toEqual(['2019-03', '2019-04', '2019-05'])
    expect(versionSpan(summary)).toBe('v3…v5')
  })

  it('has no version where nothing was ever committed', () => {
    expect(versionSpan(summarise(partitions, { from: '2019-05', to: '2019-05' }))).toBe('–')
    expect(versionSpan(summarise(partitions, { from: '2019-03', to: '2019-03' }))).toBe('v3')
  })
})

describe('code to read a table elsewhere', () => {
  const code = (location: string, dt: string | null): string =>
    codeSamples('시세', location, dt)
      .map((sample) => sample.code)
      .join('\n\n')

  it('names the folder and the newest partition', () => {
    const all = code('/data/lake/kor_close', '2021-11')
    expect(all).toContain("delta_scan('/data/lake/kor_close')\nWHERE dt = '2021-11'")
    expect(all).toContain('DeltaTable("/data/lake/kor_close").to_pandas(partitions=[("dt", "=", "2021-11")])')
    expect(all).toContain('df.where("dt = \'2021-11\'")')
  })

  it('keeps quotes and backslashes of a path inside their strings', () => {
    const all = code('C:\\Lake\\it\'s "here"', null)
    expect(all).toContain(`delta_scan('C:\\Lake\\it''s "here"')`)
    expect(all).toContain('pl.scan_delta("C:\\\\Lake\\\\it\'s \\"here\\"").collect()')
    expect(all).not.toContain('WHERE')
  })

  it('reads from the bucket where the lake lies on S3, and says where to put one otherwise', () => {
    expect(code('s3://bucket/lake/x', null)).toContain("LOCATION 's3://bucket/lake/x/'")
    expect(code('/data/x', null)).toContain("LOCATION 's3://<bucket>/시세/'")
  })
})
