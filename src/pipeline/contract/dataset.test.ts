import { describe, expect, it } from 'vitest'
import { datasetName, datasetSpec, partitionId } from '.'

describe('a dataset name', () => {
  it.each(['kor_close', '아파트_실거래', 'sp500.5yr', '1분봉'])('may be %s', (name) => {
    expect(datasetName.parse(name)).toBe(name.normalize('NFC'))
  })

  it.each([
    '',
    '../x',
    'a/b',
    'a\\b',
    'CON',
    'nul.txt',
    'com1',
    'name.',
    ' x',
    '_x',
    'a\u0000b',
    'x'.repeat(65),
    'C:x',
    'a\u202eb'
  ])('may not be %j', (name) => {
    expect(datasetName.safeParse(name).success).toBe(false)
  })

  it('is the same name however its Hangul was composed', () => {
    expect(datasetName.parse('시세'.normalize('NFD'))).toBe('시세')
  })
})

describe('a partition', () => {
  it.each(['2023-08', '2023-08-31', '2024-02-29', 'all'])('may be %s', (dt) =>
    expect(partitionId.safeParse(dt).success).toBe(true)
  )
  it.each(['2023', '2023-8', '2023-08-31T00', '2023-02-30', '../2023-08', ''])('may not be %j', (dt) =>
    expect(partitionId.safeParse(dt).success).toBe(false)
  )
})

describe('a dataset file', () => {
  const least = {
    format: 1,
    name: 'x',
    source: { location: 'x.csv', format: 'csv' },
    columns: [{ name: 'a', source: { header: 'a' }, type: 'text' }]
  }

  it('has defaults for everything that most datasets leave alone', () => {
    expect(datasetSpec.parse(least)).toMatchObject({
      mode: 'full',
      zone: 'Asia/Seoul',
      badCell: 'row',
      primaryKey: [],
      source: { encoding: 'utf-8', delimiter: ',' }
    })
  })

  it('is refused with a field that it does not know, so that a misspelt one is not silently ignored', () => {
    expect(datasetSpec.safeParse({ ...least, primarykey: ['a'] }).success).toBe(false)
  })
})
