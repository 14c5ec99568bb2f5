import { describe, expect, it } from 'vitest'
import { serialiseCommit } from './actions'
import { commitKey } from './log-files'
import type { ObjectStore } from './object-store'
import { openTable } from './delta-table'
import { schemaOf } from './testing/data-files'
import { contents, load, named, tickingClock, withLake } from './testing/lake'

const schema = schemaOf({ code: 'text' })
const august = { '2023-08': [named('2023-08', 'a')] }

describe('two writers of a table', () => {
  it('both succeed where they change different partitions', () =>
    withLake(async ({ open }) => {
      const [one, two] = [open('t'), open('t')]
      const base = await one.commit(undefined, load(august, { schema }))
      await one.commit(base, load({ '2023-09': [named('2023-09', 'b')] }))
      const last = await two.commit(base, load({ '2023-10': [named('2023-10', 'c')] }))
      expect(last.version).toBe(2)
      expect(Object.keys(contents(last)).sort()).toEqual(['2023-08', '2023-09', '2023-10'])
    }))

  it('both succeed where both make the table, with the same columns and of different partitions', () =>
    withLake(async ({ open }) => {
      await open('t').commit(undefined, load(august, { schema }))
      const last = await open('t').commit(undefined, load({ '2023-09': [named('2023-09', 'b')] }, { schema }))
      expect(last.version).toBe(1)
      expect(contents(last)).toEqual({ '2023-08': ['dt=2023-08/a'], '2023-09': ['dt=2023-09/b'] })
      const wider = schemaOf({ code: 'text', n: 'integer' })
      await expect(
        open('t').commit(undefined, load({ '2023-10': [named('2023-10', 'c')] }, { schema: wider }))
      ).rejects.toMatchObject({
        code: 'commit.conflict'
      })
    }))

  it('do not overwrite each other in one partition: the later one is told, and nothing of it stays', () =>
    withLake(async ({ open }) => {
      const [one, two] = [open('t'), open('t')]
      const base = await one.commit(undefined, load(august, { schema }))
      await one.commit(base, load({ '2023-08': [named('2023-08', 'b')] }))
      await expect(two.commit(base, load({ '2023-08': [named('2023-08', 'c')] }))).rejects.toMatchObject({
        code: 'commit.conflict',
        retriable: true,
        details: { version: 1 }
      })
      expect(contents(await two.snapshot())).toEqual({ '2023-08': ['dt=2023-08/b'] })
    }))

  it('conflict where one emptied the partition, made the table, changed the columns, or recorded the same offset', () =>
    withLake(async ({ open }) => {
      const conflict = { code: 'commit.conflict' }
      const table = open('t')
      const base = await table.commit(undefined, load(august, { schema }))
      await expect(open('t').commit(undefined, load(august, { schema }))).rejects.toMatchObject(conflict)
      const emptied = await table.commit(base, load({ '2023-08': [] }))
      await expect(table.commit(base, load({ '2023-08': [named('2023-08', 'c')] }))).rejects.toMatchObject(conflict)
      const wider = await table.commit(emptied, load({}, { schema: schemaOf({ code: 'text', n: 'integer' }) }))
      await expect(table.commit(emptied, load({ '2023-11': [named('2023-11', 'd')] }))).rejects.toMatchObject(conflict)
      await table.commit(wider, { ...load({}), txns: new Map([['topic', 1]]) })
      await expect(table.commit(wider, { ...load({}), txns: new Map([['topic', 2]]) })).rejects.toMatchObject(conflict)
    }))

  it('know a commit whose answer was lost by its own id, and do not make it twice', () =>
    withLake(async ({ store, open }) => {
      const forgetful = forgetsFirstAnswer(store)
      const table = openTable(forgetful, 't', tickingClock(), '0.0.0')
      const committed = await table.commit(undefined, load(august, { schema }))
      expect(committed.version).toBe(0)
      expect((await open('t').history()).map(({ version }) => version)).toEqual([0])
    }))

  it('go on top of a commit of another program that removed files without naming their partition', () =>
    withLake(async ({ store, open }) => {
      const table = open('t')
      const base = await table.commit(undefined, load({ ...august, '2023-09': [named('2023-09', 'b')] }, { schema }))
      const foreign = serialiseCommit({ adds: [], txns: [], removes: [{ path: 'dt=2023-08/a', dataChange: true }] })
      await store.createOnce(commitKey('t', 1), new TextEncoder().encode(foreign))
      const next = await table.commit(base, load({ '2023-09': [named('2023-09', 'c')] }))
      expect(contents(next)).toEqual({ '2023-09': ['dt=2023-09/c'] })
      await expect(table.commit(base, load({ '2023-08': [named('2023-08', 'd')] }))).rejects.toMatchObject({
        code: 'commit.conflict'
      })
    }))
})

/** A store that makes the first object and answers as if somebody else held its key: what a lost HTTP answer and a retry look like. */
function forgetsFirstAnswer(store: ObjectStore): ObjectStore {
  let forgotten = false
  return new Proxy(store, {
    get(target, property) {
      if (property !== 'createOnce') {
        const value: unknown = Reflect.get(target, property)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      }
      return async (key: string, bytes: Uint8Array) => {
        const outcome = await target.createOnce(key, bytes)
        if (forgotten) return outcome
        forgotten = true
        return 'exists'
      }
    }
  })
}
