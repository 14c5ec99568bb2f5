import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolderStore, TEMPORARY, type FolderStore } from './folder-store'
import { describeObjectStore } from './testing/object-store.contract'

async function withFolder(work: (store: FolderStore, root: string, outside: string) => Promise<void>): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'penstock-store-')))
  try {
    const outside = join(folder, 'outside')
    await mkdir(outside)
    await writeFile(join(outside, 'secret'), 'secret')
    const root = join(folder, 'lake')
    await work(await openFolderStore(root), root, outside)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describeObjectStore('a folder', (work) => withFolder((store) => work(store)))

describe('a folder as a lake', () => {
  it('leaves no temporary file behind', () =>
    withFolder(async (store, root) => {
      await store.put('t/1.json', new Uint8Array(10))
      await store.createOnce('t/1.json', new Uint8Array(10))
      expect(await readdir(join(root, TEMPORARY))).toEqual([])
    }))

  it('follows no link out of the lake, whether to a folder or to a file', () =>
    withFolder(async (store, root, outside) => {
      const refused = { code: 'path.refused' }
      await symlink(outside, join(root, 'linked'))
      await symlink(join(outside, 'secret'), join(root, 'file'))
      await expect(store.read('linked/secret')).rejects.toMatchObject(refused)
      await expect(store.read('file')).rejects.toMatchObject(refused)
      await expect(store.localPath('file')).rejects.toMatchObject(refused)
      await expect(store.put('linked/x', new Uint8Array(1))).rejects.toMatchObject(refused)
      await expect(store.createOnce('linked/new/x', new Uint8Array(1))).rejects.toMatchObject(refused)
      await expect(store.delete('linked/secret')).rejects.toMatchObject(refused)
      const staged = join(await store.stagingFolder('t', 'r'), 'x')
      await writeFile(staged, 'x')
      await expect(store.adopt(staged, 'linked/deep/x')).rejects.toMatchObject(refused)
      expect(await readdir(outside)).toEqual(['secret'])
      expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('secret')
      expect(await store.head('file')).toBeUndefined()
      expect(await store.folders('')).not.toContain('linked')
      for await (const { key } of store.list('')) expect(key).not.toMatch(/^(linked|file)/)
    }))

  it('works behind a link to the lake itself', () =>
    withFolder(async (store, root, outside) => {
      await symlink(root, join(outside, 'my-lake'))
      const other = await openFolderStore(join(outside, 'my-lake'))
      await other.put('t/1', new Uint8Array([7]))
      expect([...(await store.read('t/1'))]).toEqual([7])
    }))
})
