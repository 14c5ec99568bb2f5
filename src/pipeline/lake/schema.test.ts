import { describe, expect, it } from 'vitest'
import { readSchema, writeSchema } from './schema'
import { schemaIdOf } from './schema-id'
import type { TableSchema } from './types'

const column = (name: string, type: string, more: object = {}) => ({ name, physical: name, type, nullable: true, ...more })
const fields = (text: string): unknown => (JSON.parse(text) as { fields: unknown }).fields

const schema: TableSchema = {
  partitioned: true,
  columns: [
    column('code', 'text', { nullable: false }),
    { ...column('종가 (원)', 'decimal(18,2)', { unit: '원', description: '수정 종가' }), physical: '종가_원' },
    column('at', 'time')
  ]
}

describe('the columns of a table in its log', () => {
  it('are fields of a Delta schema, with the partition column at the end', () => {
    expect(fields(writeSchema(schema, undefined, 't'))).toEqual([
      { name: 'code', type: 'string', nullable: false, metadata: { 'penstock.name': 'code', 'penstock.type': 'text' } },
      {
        name: '종가_원',
        type: 'decimal(18,2)',
        nullable: true,
        metadata: { 'penstock.name': '종가 (원)', 'penstock.type': 'decimal(18,2)', 'penstock.unit': '원', comment: '수정 종가' }
      },
      { name: 'at', type: 'long', nullable: true, metadata: { 'penstock.name': 'at', 'penstock.type': 'time' } },
      { name: 'dt', type: 'string', nullable: true, metadata: {} }
    ])
  })

  it('come back as they were', () => {
    const whole = { ...schema, partitioned: false }
    expect(readSchema({ schemaString: writeSchema(schema, undefined, 't'), partitionColumns: ['dt'] }, 't')).toEqual(schema)
    expect(readSchema({ schemaString: writeSchema(whole, undefined, 't'), partitionColumns: [] }, 't')).toEqual(whole)
  })

  it('keep what other writers noted, and their exact types', () => {
    const foreign = JSON.stringify({
      type: 'struct',
      fields: [
        { name: 'n', type: 'integer', nullable: true, metadata: { comment: 'old', 'other.tool': 1 } },
        { name: 'dt', type: 'date', nullable: false, metadata: {} }
      ]
    })
    const read = readSchema({ schemaString: foreign, partitionColumns: ['dt'] }, 't')
    expect(read.columns).toEqual([column('n', 'integer', { description: 'old' })])
    expect(fields(writeSchema({ ...read, columns: [...read.columns, column('x', 'float')] }, foreign, 't'))).toEqual([
      {
        name: 'n',
        type: 'integer',
        nullable: true,
        metadata: { 'other.tool': 1, 'penstock.name': 'n', 'penstock.type': 'integer', comment: 'old' }
      },
      { name: 'x', type: 'double', nullable: true, metadata: { 'penstock.name': 'x', 'penstock.type': 'float' } },
      { name: 'dt', type: 'date', nullable: false, metadata: {} }
    ])
  })

  it('of types that Penstock does not have are refused by name', () => {
    const schemaString = JSON.stringify({
      type: 'struct',
      fields: [{ name: 'tags', type: { type: 'array', elementType: 'string', containsNull: true }, nullable: true, metadata: {} }]
    })
    expect(() => readSchema({ schemaString, partitionColumns: [] }, 't')).toThrow(/"tags" of t has the type .*array/)
  })

  it('have an id that stands for names and types in order, and nothing else', () => {
    const id = schemaIdOf(schema)
    expect(id).toMatch(/^[0-9a-f]{16}$/)
    expect(schemaIdOf({ columns: schema.columns.map((one) => ({ ...one, nullable: false, unit: 'x' })) })).toBe(id)
    expect(schemaIdOf({ columns: schema.columns.toReversed() })).not.toBe(id)
    expect(schemaIdOf({ columns: [...schema.columns.slice(1), column('code', 'integer')] })).not.toBe(id)
  })
})
