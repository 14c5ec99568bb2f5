import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ObjectHead, ObjectStore } from '../object-store'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (content: Uint8Array): string => new TextDecoder().decode(content)

async function all(heads: AsyncIterable<ObjectHead>): Promise<ObjectHead[]> {
  const found: ObjectHead[] = []
  for await (const head of heads) found.push(head)
  return found
}
const keys = async (heads: AsyncIterable<ObjectHead>): Promise<string[]> => (await all(heads)).map(({ key }) => key)

/** What every store of a lake promises; `withStore` hands out an empty one for the length of the work. */
export function describeObjectStore(
  name: string,
  withStore: (work: (store: ObjectStore) => Promise<void>) => Promise<void>
): void {
  const promises = (what: string, work: (store: ObjectStore) => Promise<void>): void => it(what, () => withStore(work))

  describe(`${name} as a store of objects`, () => {
    promises('gives back what was put, whole or in part', async (store) => {
      await store.put('t/a b/한글 #1?.json', bytes('0123456789'))
      expect(text(await store.read('t/a b/한글 #1?.json'))).toBe('0123456789')
      expect(text(await store.read('t/a b/한글 #1?.json', { start: 2, end: 5 }))).toBe('234')
      expect(text(await store.read('t/a b/한글 #1?.json', { start: 8, end: 99 }))).toBe('89')
    })

    promises('says file.missing for what is not there, and has no head of it', async (store) => {
      await expect(store.read('t/none.json')).rejects.toMatchObject({ code: 'file.missing' })
      expect(await store.head('t/none.json')).toBeUndefined()
      expect(await store.head('t')).toBeUndefined()
    })

    promises('replaces by put and keeps by createOnce', async (store) => {
      expect(await store.createOnce('t/1.json', bytes('first'))).toBe('created')
      expect(await store.createOnce('t/1.json', bytes('second'))).toBe('exists')
      expect(text(await store.read('t/1.json'))).toBe('first')
      await store.put('t/1.json', bytes('third'))
      expect(text(await store.read('t/1.json'))).toBe('third')
    })

    promises('lets one of many creators win', async (store) => {
      const outcomes = await Promise.all(
        Array.from({ length: 16 }, (_, index) => store.createOnce('t/1.json', bytes(`writer ${index}`)))
      )
      const winner = outcomes.indexOf('created')
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
      expect(text(await store.read('t/1.json'))).toBe(`writer ${winner}`)
    })

    promises('heads tell size and time', async (store) => {
      const before = Date.now()
      await store.put('t/1.json', bytes('12345'))
      const head = await store.head('t/1.json')
      expect(head).toMatchObject({ key: 't/1.json', bytes: 5 })
      expect(Math.abs((head?.modifiedAt ?? 0) - before)).toBeLessThan(60_000)
      expect(await all(store.list('t/'))).toEqual([head])
    })

    promises('lists everything below a prefix in key order, and nothing beside it', async (store) => {
      for (const key of ['t/b/2', 't/b.x', 't/b/1', 't/a', 'tt/a', 't/c/d/e']) await store.put(key, bytes(key))
      expect(await keys(store.list('t/'))).toEqual(['t/a', 't/b.x', 't/b/1', 't/b/2', 't/c/d/e'])
      expect(await keys(store.list('t/', { after: 't/b/1' }))).toEqual(['t/b/2', 't/c/d/e'])
      expect(await keys(store.list('none/'))).toEqual([])
      const names: string[] = []
      for await (const key of store.keys('t/', { after: 't/b/1' })) names.push(key)
      expect(names).toEqual(['t/b/2', 't/c/d/e'])
      expect(await store.folders('t/')).toEqual(['b', 'c'])
      expect(await store.folders('none/')).toEqual([])
    })

    it('lists any keys in the order of their UTF-16 units', () =>
      fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(fc.stringMatching(/^[ab.!가]{1,3}(\/[ab.!가]{1,3}){0,2}$/), { maxLength: 8 }),
          fc.stringMatching(/^[ab.!가/]{0,5}$/),
          async (names, after) => {
            const usable = names.filter(
              (one) => !one.split('/').some((part) => /^\.+$/.test(part)) && !names.some((other) => other.startsWith(`${one}/`))
            )
            await withStore(async (store) => {
              for (const one of usable) await store.put(`t/${one}`, bytes(one))
              const expected = usable.map((one) => `t/${one}`).sort()
              expect(await keys(store.list('t/'))).toEqual(expected)
              expect(await keys(store.list('t/', { after: `t/${after}` }))).toEqual(expected.filter((key) => key > `t/${after}`))
            })
          }
        ),
        { numRuns: 50 }
      ))

    promises('takes over a staged file, under its key and no other name', async (store) => {
      const staging = await store.stagingFolder('t', 'run1')
      await mkdir(join(staging, 'dt=2023-08'))
      const staged = join(staging, 'dt=2023-08', 'part.parquet')
      await writeFile(staged, 'rows')
      await store.adopt(staged, 't/dt=2023-08/part.parquet')
      expect(text(await store.read('t/dt=2023-08/part.parquet'))).toBe('rows')
      expect(await keys(store.list('t/'))).toEqual(['t/dt=2023-08/part.parquet'])
    })

    promises('never overwrites a data file', async (store) => {
      const staged = join(await store.stagingFolder('t', 'run1'), 'part.parquet')
      await store.put('t/part.parquet', bytes('old'))
      await writeFile(staged, 'new')
      await expect(store.adopt(staged, 't/part.parquet')).rejects.toMatchObject({ code: 'path.refused' })
      expect(text(await store.read('t/part.parquet'))).toBe('old')
    })

    promises('deletes, also what is not there', async (store) => {
      await store.put('t/1.json', bytes('1'))
      await store.delete('t/1.json')
      await store.delete('t/1.json')
      expect(await store.head('t/1.json')).toBeUndefined()
    })

    promises('gives a local path with the same bytes', async (store) => {
      await store.put('t/1.json', bytes('12345'))
      expect(await readFile(await store.localPath('t/1.json'), 'utf8')).toBe('12345')
    })

    it.each(['', '/etc/passwd', '../x', 't/../../x', 't//x', 't/.', 't/x\0y', '..'])('refuses the key %j', (key) =>
      withStore(async (store) => {
        const refused = { code: 'path.refused' }
        await expect(store.read(key)).rejects.toMatchObject(refused)
        await expect(store.put(key, bytes('x'))).rejects.toMatchObject(refused)
        await expect(store.createOnce(key, bytes('x'))).rejects.toMatchObject(refused)
        await expect(store.head(key)).rejects.toMatchObject(refused)
        await expect(store.delete(key)).rejects.toMatchObject(refused)
        await expect(store.localPath(key)).rejects.toMatchObject(refused)
        await expect(store.adopt('/nowhere', key)).rejects.toMatchObject(refused)
      })
    )
  })
}
