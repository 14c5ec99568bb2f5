import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { wrapSystemError } from '../lib/errors'
import type { ObjectHead } from './object-store'

/** Files whose size and time are asked for together. */
const AT_ONCE = 64

/** Files below a folder in ascending key order; links are left out. Nothing where the folder does not exist. */
export async function* listFolder(folder: string, prefix: string, after = ''): AsyncIterable<ObjectHead> {
  // A folder sorts as its keys do: by its name and the slash after it.
  const entries = (await entriesOf(folder))
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => ({ entry, key: prefix + entry.name + (entry.isDirectory() ? '/' : '') }))
    .filter(({ entry, key }) => key > after || (entry.isDirectory() && after.startsWith(key)))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  for (let at = 0; at < entries.length; at += AT_ONCE) {
    const batch = entries.slice(at, at + AT_ONCE)
    const heads = await Promise.all(batch.map(({ entry, key }) => headOf(folder, entry, key)))
    for (const [index, { entry, key }] of batch.entries()) {
      const head = heads[index]
      if (entry.isDirectory()) yield* listFolder(join(folder, entry.name), key, after)
      else if (head !== undefined) yield head
    }
  }
}

/** Names of the folders right below, ascending; links are left out. */
export async function foldersBelow(folder: string): Promise<string[]> {
  return (await entriesOf(folder))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    const app = wrapSystemError(error)
    if (app.code === 'file.missing') return []
    throw app
  }
}

/** Undefined for a folder, and for a file that was deleted since its folder was read. */
async function headOf(folder: string, entry: Dirent, key: string): Promise<ObjectHead | undefined> {
  if (!entry.isFile()) return undefined
  try {
    const { size, mtimeMs } = await lstat(join(folder, entry.name))
    return { key, bytes: size, modifiedAt: mtimeMs }
  } catch (error) {
    const app = wrapSystemError(error)
    if (app.code === 'file.missing') return undefined
    throw app
  }
}
