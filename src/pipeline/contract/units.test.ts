import { describe, expect, it } from 'vitest'
import { datasetProblems } from './dataset-rules'
import { datasetSpec, type DatasetSpecInput } from './dataset'
import { dimensionOf, unitPower } from './units'

describe('a unit', () => {
  it('becomes another of its kind by a power of ten', () => {
    expect(unitPower('억원', '원')).toBe(8)
    expect(unitPower('원', '억원')).toBe(-8)
    expect(unitPower('만원', '억원')).toBe(-4)
    expect(unitPower('%', 'bp')).toBe(2)
    expect(unitPower('주', '원')).toBeUndefined()
    expect(unitPower('㎡', '평')).toBeUndefined()
    expect(dimensionOf('toString')).toBeUndefined()
  })
})

const problemsOf = (column: Partial<DatasetSpecInput['columns'][number]>): string[] =>
  datasetProblems(
    datasetSpec.parse({
      format: 1,
      name: 'x',
      source: { location: 'x.csv', format: 'csv' },
      columns: [{ name: 'v', source: { header: 'v' }, type: 'integer', ...column }]
    })
  ).map(({ code }) => code)

describe('a column', () => {
  it('is converted only where both units are known, of one kind, and it is a number', () => {
    expect(problemsOf({ unit: '원', sourceUnit: '억원' })).toEqual([])
    expect(problemsOf({ unit: '주', sourceUnit: '억원' })).toEqual(['unit.factor'])
    expect(problemsOf({ sourceUnit: '억원' })).toEqual(['unit.factor'])
    expect(problemsOf({ unit: '원', sourceUnit: '억원', type: 'text' })).toEqual(['unit.factor'])
    expect(problemsOf({ unit: '원', sourceUnit: '억원', divideBy: 10 })).toEqual(['unit.factor'])
  })

  it('holds codes only as text', () => {
    expect(problemsOf({ code: 'krx', type: 'text' })).toEqual([])
    expect(problemsOf({ code: 'krx' })).toEqual(['code.type'])
  })
})
