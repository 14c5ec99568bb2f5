import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BegunFile, DoneFile } from './manifest'
import { readBegun, readDone } from './raw-collection'

/** An unfinished collection that began longer ago is not gone on with: its answers may be of another day's data. */
const FRESH_MS = 48 * 3_600_000

/** A window's id as a folder's or file's name: instants hold colons, which Windows refuses. */
export const safeName = (id: string): string => id.replaceAll(':', '')

/** Where a collection of a window lies: that of the same id, else an unfinished one of the same questions, else a new one. */
export async function folderFor(
  raw: string,
  window: string,
  wanted: Pick<BegunFile, 'id' | 'questions'>,
  now: number
): Promise<string> {
  const parent = join(raw, safeName(window))
  const own = join(parent, safeName(wanted.id))
  if ((await readBegun(own)) !== undefined) return own
  let newest: { folder: string; begun: number } | undefined
  for (const name of await namesIn(parent)) {
    const folder = join(parent, name)
    const begun = await readBegun(folder)
    const fits = begun !== undefined && begun.questions === wanted.questions && now - begun.begun < FRESH_MS
    if (!fits || begun.begun <= (newest?.begun ?? -Infinity) || (await readDone(folder)) !== undefined) continue
    newest = { folder, begun: begun.begun }
  }
  return newest?.folder ?? own
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
