import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BegunFile, DoneFile } from './manifest'
import { readBegun, readDone } from './raw-collection'

/** An unfinished collection that began longer ago is not gone on with: its answers may be of another day's data. */
const FRESH_MS = 48 * 3_600_000

/** A window's id as a folder's or file's name: instants hold colons, which Windows refuses. */
export const safeName = (id: string): string => id.replaceAll(':', '')

/** Where a collection of a window lies, and when it began: that of the same id, else an unfinished one of the same questions, else a new one. */
export async function folderFor(
  raw: string,
  window: string,
  wanted: Pick<BegunFile, 'id' | 'questions'>,
  now: number
): Promise<{ folder: string; begun: number }> {
  const parent = join(raw, safeName(window))
  let newest: { folder: string; begun: number } | undefined
  for (const name of await namesIn(parent)) {
    const folder = join(parent, name)
    const known = await readBegun(folder)
    if (known === undefined) continue
    const found = { folder, begun: known.begun }
    if (known.id === wanted.id) return found
    const fits = known.questions === wanted.questions && now - known.begun < FRESH_MS
    if (fits && known.begun > (newest?.begun ?? -Infinity) && (await readDone(folder)) === undefined) newest = found
  }
  return newest ?? { folder: join(parent, safeName(wanted.id)), begun: now }
}

/** The newest collection of a window that was answered whole. */
export async function newestDone(raw: string, window: string): Promise<{ folder: string; done: DoneFile } | undefined> {
  const parent = join(raw, safeName(window))
  let newest: { folder: string; done: DoneFile } | undefined
  for (const name of await namesIn(parent)) {
    const done = await readDone(join(parent, name))
    if (done !== undefined && done.done > (newest?.done.done ?? -Infinity)) newest = { folder: join(parent, name), done }
  }
  return newest
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).then(
    (names) => names.sort(),
    () => []
  )
