import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePath, encodePath, partitionOf, partitionValuesOf } from './paths'

describe('paths in the log', () => {
  it('are URL-encoded, and come back', () => {
    expect(encodePath('dt=2023-08/part-00000-ab.parquet')).toBe('dt=2023-08/part-00000-ab.parquet')
    expect(encodePath('dt=a%20b/한글 #1?.parquet')).toBe('dt=a%2520b/%ED%95%9C%EA%B8%80%20%231%3F.parquet')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (path) => {
        fc.pre(!/^(\/|[a-z][a-z0-9+.-]*:\/)/i.test(encodePath(path)))
        expect(decodePath(encodePath(path), 't')).toBe(path)
      })
    )
  })

  it('that lead elsewhere, or are not encoded, are refused', () => {
    for (const path of ['/data/x.parquet', 's3://bucket/x.parquet', 'file:///x.parquet'])
      expect(() => decodePath(path, 't')).toThrow(/outside its folder/)
    expect(() => decodePath('100%.parquet', 't')).toThrow(/not URL-encoded/)
  })

  it('belong to the partition that their values say', () => {
    expect(partitionOf({})).toBe('all')
    expect(partitionOf({ dt: '2023-08' })).toBe('2023-08')
    expect(partitionOf({ dt: null })).toBe('__HIVE_DEFAULT_PARTITION__')
    expect(partitionOf({ year: '2023', month: null })).toBe('year=2023/month=__HIVE_DEFAULT_PARTITION__')
    expect(partitionValuesOf('2023-08', true)).toEqual({ dt: '2023-08' })
    expect(partitionValuesOf('__HIVE_DEFAULT_PARTITION__', true)).toEqual({ dt: null })
    expect(partitionValuesOf('all', false)).toEqual({})
  })
})
