import { describe, expect, it } from 'vitest'
import { datasetSpec } from '../../../pipeline/contract'
import { readDatasetFile } from '../../ui/dataset-file/read-dataset-file'
import { applyDecisions, noDecisions, renameColumn, renameProblem, sourceKey, withOverride } from './draft'

const spec = datasetSpec.parse({
  format: 1,
  name: 'kor_close',
  source: { location: '/x.csv', format: 'csv' },
  columns: [
    { name: 'date', source: { header: 'date' }, type: 'date' },
    { name: 'code', source: { header: '종목코드' }, type: 'text' }
  ],
  primaryKey: ['date', 'code'],
  partition: { columns: ['date'], grain: 'month' }
})

describe('the draft of a dataset', () => {
  it('is the recognition as it is while nobody decided otherwise', () => {
    expect(applyDecisions(spec, noDecisions)).toEqual(spec)
  })

  it('keeps what was decided by hand over a new reading of the source', () => {
    const decided = applyDecisions(spec, { shape: { name: '시세', mode: 'append', primaryKey: ['code'] }, renames: {} })
    expect(decided).toMatchObject({ name: '시세', mode: 'append', primaryKey: ['code'], partition: { grain: 'month' } })
  })

  it('lets decisions fall away whose columns are gone', () => {
    const decided = applyDecisions(spec, {
      shape: { primaryKey: ['ticker'], sort: ['ticker'], latestBy: 'ticker', partition: { columns: ['ticker'], grain: 'day' } },
      renames: { [sourceKey({ header: 'gone' })]: 'x' }
    })
    expect(decided).toEqual(spec)
  })

  it('can be without partitions by decision', () => {
    expect(applyDecisions(spec, { shape: { partition: undefined }, renames: {} }).partition).toBeUndefined()
  })

  it('renames a column wherever the dataset speaks of it', () => {
    const renamed = renameColumn({ ...spec, sort: ['date'], latestBy: 'date' }, 'date', '날짜')
    expect(renamed).toMatchObject({
      primaryKey: ['날짜', 'code'],
      sort: ['날짜'],
      latestBy: '날짜',
      partition: { columns: ['날짜'], grain: 'month' }
    })
    expect(renamed.columns[0]).toMatchObject({ name: '날짜', source: { header: 'date' } })
  })

  it('refuses a name that another column has, whatever its case or composition', () => {
    expect(renameProblem(spec.columns, 'date', 'CODE')).toBe('taken')
    expect(renameProblem(spec.columns, 'date', ' ')).toBe('empty')
    expect(renameProblem(spec.columns, 'date', 'DATE')).toBeUndefined()
  })

  it('takes a correction back when it is unset', () => {
    expect(withOverride({ encoding: 'cp949', header: false }, { encoding: undefined })).toEqual({ header: false })
  })
})

describe('a dataset file written by hand', () => {
  const notJson = (message: string) => `not JSON: ${message}`

  it('becomes the draft when it is valid', () => {
    expect(readDatasetFile(JSON.stringify(spec), notJson)).toEqual({ spec, problems: [] })
  })

  it('says where it is not', () => {
    const { spec: read, problems } = readDatasetFile(JSON.stringify({ ...spec, mode: 'sometimes', extra: 1 }), notJson)
    expect(read).toBeUndefined()
    expect(problems.some((problem) => problem.startsWith('mode:'))).toBe(true)
    expect(readDatasetFile('{', notJson).problems[0]).toMatch(/^not JSON/)
  })
})
