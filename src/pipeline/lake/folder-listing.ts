import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { wrapSystemError } from '../lib/errors'
import type { ObjectHead } from './object-store'

/** Files whose size and time are asked for together. */
const AT_ONCE = 64

interface FoundFile {
  key: string
  path: string
}

/** Files below a folder in ascending key order; links are left out. Nothing where the folder does not exist. */
export async function* filesBelow(folder: string, prefix: string, after = ''): AsyncIterable<FoundFile> {
  // A folder sorts as its keys do: by its name and the slash after it.
  const entries = (await entriesOf(folder))
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => ({ entry, key: prefix + entry.name + (entry.isDirectory() ? '/' : '') }))
    .filter(({ entry, key }) => key > after || (entry.isDirectory() && after.startsWith(key)))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  for (const { entry, key } of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path, key, after)
    else yield { key, path }
  }
}

/** The same files with size and time; those that were deleted meanwhile are left out. */
export async function* headsBelow(folder: string, prefix: string, after = ''): AsyncIterable<ObjectHead> {
  let batch: Promise<ObjectHead | undefined>[] = []
  for await (const file of filesBelow(folder, prefix, after)) {
    batch.push(headOf(file))
    if (batch.length < AT_ONCE) continue
    yield* present(await Promise.all(batch))
    batch = []
  }
  yield* present(await Promise.all(batch))
}

const present = (heads: (ObjectHead | undefined)[]): ObjectHead[] => heads.filter((head) => head !== undefined)

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

async function headOf({ key, path }: FoundFile): Promise<ObjectHead | undefined> {
  try {
    const { size, mtimeMs } = await lstat(path)
    return { key, bytes: size, modifiedAt: mtimeMs }
  } catch (error) {
    const app = wrapSystemError(error)
    if (app.code === 'file.missing') return undefined
    throw app
  }
}
