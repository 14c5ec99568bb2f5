import { logPrefix } from './log-files'
import type { ObjectStore } from './object-store'

/** Names of the tables of a lake, ascending: folders right below its root that have a Delta log. */
export async function listTables(store: ObjectStore): Promise<string[]> {
  const folders = (await store.folders('')).filter((name) => !/^[_.]/.test(name))
  const found = await Promise.all(folders.map((name) => hasLog(store, name)))
  return folders.filter((_, index) => found[index])
}

async function hasLog(store: ObjectStore, name: string): Promise<boolean> {
  const first = await store.keys(logPrefix(name))[Symbol.asyncIterator]().next()
  return first.done !== true
}
