import { describe, expect, it } from 'vitest'
import { landFile, schemaOf } from './testing/data-files'
import { contents, load, withLake } from './testing/lake'

const schema = schemaOf({ code: 'text', close: 'decimal(18,2)' })

describe('a table', () => {
  it('does not exist before its first commit, and has its files after it', () =>
    withLake(async ({ store, open }) => {
      expect(await open('prices').snapshot()).toBeUndefined()
      const file = await landFile(store, 'prices', schema, [['000020', 100n]], { dt: '2023-08', runId: 'r1' })
      const committed = await open('prices').commit(undefined, load({ '2023-08': [file] }, { schema, runId: 'r1' }))
      const read = await open('prices').snapshot()
      expect(committed.version).toBe(0)
      expect(read).toEqual(committed)
      expect(contents(read)).toEqual({ '2023-08': [file.path] })
      expect(read?.schema).toEqual(schema)
      expect(read?.files.get(file.path)).toMatchObject({ ...file, stats: { numRecords: 1 } })
    }))
})
