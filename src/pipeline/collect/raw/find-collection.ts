import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { planted } from '../../lib/plant'
import type { BegunFile, DoneFile } from './manifest'
import { readBegun, readDone } from './raw-collection'

/** A collection that was left for longer is not gone on with: its answers may be of another day's data. */
const FRESH_MS = 48 * 3_600_000

/** A window's id as a folder's or file's name: instants hold colons, which Windows refuses. */
export const safeName = (id: string): string => id.replaceAll(':', '')

/**
 * Where a collection of a window lies, and when it began: that of the same id, else one of the same questions that only its quota broke off,
 * else a new one. Whoever asks anew after any other failure wants today's answers.
 */
export async function folderFor(
  raw: string,
  window: string,
  wanted: Pick<BegunFile, 'id' | 'questions'>,
  now: number
): Promise<{ folder: string; begun: number }> {
  const parent = join(raw, safeName(window))
  const names = await namesIn(parent)
  let newest: { folder: string; begun: number } | undefined
  for (const name of names) {
    const folder = join(parent, name)
    const known = await readBegun(folder)
    if (known === undefined) continue
    const found = { folder, begun: known.begun }
    if (known.id === wanted.id && goesOn(known, now)) return found
    const fits = known.questions === wanted.questions && waitedForQuota(known, now)
    if (fits && known.begun > (newest?.begun ?? -Infinity) && (await readDone(folder)) === undefined) newest = found
  }
  if (newest !== undefined) return newest
  const own = safeName(wanted.id)
  return { folder: join(parent, names.includes(own) ? `${own}-${now}` : own), begun: now }
}

/** A quota, or a pause while it was waited for, may last longer than anything else that interrupts a run. */
const goesOn = ({ opened, ended }: BegunFile, now: number): boolean =>
  ended?.code === 'quota.exhausted' || now - opened < FRESH_MS

const waitedForQuota = ({ ended }: BegunFile, now: number): boolean =>
  ended !== undefined && (ended.code === 'quota.exhausted' || planted('any-answer-serves')) && now - ended.at < FRESH_MS

/** The newest collection of a window that was answered whole. It is not gone back behind it to one that was asked in another way. */
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
