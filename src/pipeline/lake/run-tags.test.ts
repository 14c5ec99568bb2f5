import { describe, expect, it } from 'vitest'
import { schemaOf } from './testing/data-files'
import { load, named, withLake } from './testing/lake'
import type { MadeFrom, TableFile } from './types'

const schema = schemaOf({ code: 'text', close: 'decimal(18,2)' })
const from = (version: number): MadeFrom[] => [
  { dataset: '종가', dt: '2023-08', version, digest: `ph1:${'a'.repeat(32)}` },
  { dataset: '종가', dt: '2023-07', version: 0, digest: undefined },
  { dataset: 'KOR_sector', dt: 'all', version: 2, digest: undefined }
]
const made = (version: number): Partial<TableFile> => ({
  intervals: { '2023-08-01': 4, '2023-08-02': 0 },
  madeFrom: from(version),
  query: 'f'.repeat(64)
})

describe('what a file says of its making', () => {
  it('comes back as it was written, and is left out where it was not', () =>
    withLake(async ({ open }) => {
      const files = { '2023-08': [named('2023-08', 'a', made(1))], '2023-09': [named('2023-09', 'b')] }
      await open('mart').commit(undefined, load(files, { schema }))
      const read = await open('mart').snapshot()
      expect(read?.files.get('dt=2023-08/a')).toMatchObject(made(1))
      const plain = read?.files.get('dt=2023-09/b')
      expect(plain).not.toHaveProperty('intervals')
      expect(plain).not.toHaveProperty('madeFrom')
    }))

  it('is said anew of a file that stays, which changes no partition', () =>
    withLake(async ({ open }) => {
      const file = named('2023-08', 'a', made(1))
      const first = await open('mart').commit(undefined, load({ '2023-08': [file] }, { schema, runId: 'r0' }))
      const next = await open('mart').commit(
        first,
        load({ '2023-08': [{ ...file, madeFrom: from(7) }] }, { runId: 'r1', operation: 'DERIVE' })
      )
      expect(next.changedIn.get('2023-08')).toBe(0)
      const read = await open('mart').snapshot()
      expect(read?.files.get('dt=2023-08/a')?.madeFrom).toEqual(from(7))
      expect(read?.files.get('dt=2023-08/a')?.intervals).toEqual(file.intervals)
      expect((await open('mart').history()).map(({ version, partitions }) => `${version} ${partitions.length}`)).toEqual([
        '1 0',
        '0 1'
      ])
    }))

  it('is not written again where it is the same', () =>
    withLake(async ({ open }) => {
      const file = named('2023-08', 'a', made(1))
      const first = await open('mart').commit(undefined, load({ '2023-08': [file] }, { schema }))
      const kept = [...first.files.values()].map((one) => ({ ...one }))
      const next = await open('mart').commit(first, load({ '2023-08': [...kept, named('2023-08', 'b')] }))
      expect([...next.files.keys()]).toEqual(['dt=2023-08/a', 'dt=2023-08/b'])
      expect(next.changedIn.get('2023-08')).toBe(1)
    }))

  it('is passed over where another program wrote something of its own there', () =>
    withLake(async ({ open, store }) => {
      await open('mart').commit(undefined, load({ '2023-08': [named('2023-08', 'a', made(1))] }, { schema }))
      const key = 'mart/_delta_log/00000000000000000001.json'
      const tags = { 'penstock.intervals': '["x"]', 'penstock.from': '{"a":1}' }
      const add = {
        path: 'dt=2023-09/b',
        partitionValues: { dt: '2023-09' },
        size: 1,
        modificationTime: 1,
        dataChange: true,
        tags
      }
      await store.createOnce(key, Buffer.from(`${JSON.stringify({ add })}\n`))
      const read = (await open('mart').snapshot())?.files.get('dt=2023-09/b')
      expect(read?.intervals).toBeUndefined()
      expect(read?.madeFrom).toBeUndefined()
    }))
})
