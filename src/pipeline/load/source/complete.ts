import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { CompleteWhen } from '../../contract'
import { AppError, wrapSystemError } from '../../lib/errors'
import { pathFilter } from './glob'

/** A file as a listing has it: absolute path, and when it was last written, in ms. */
export interface Settling {
  path: string
  name: string
  modifiedMs: number
}

/** Largest manifest that is read, in bytes. */
const MOST_MANIFEST = 1 << 20

/** Whether a file is the sign itself, a marker or a manifest, and holds no rows. */
export function isSign(path: string, when: CompleteWhen | undefined): boolean {
  if (when === undefined || 'quietMinutes' in when) return false
  return basename(path) === ('marker' in when ? when.marker : when.manifest)
}

/** How markers and manifests beside files are looked at: in folders of this machine, or in a bucket. */
export interface Signs {
  exists(path: string): Promise<boolean>
  /** Names of what lies directly in a folder. */
  names(folder: string): Promise<string[]>
  read(path: string): Promise<string>
}

export const folderSigns: Signs = {
  exists: (path) =>
    stat(path).then(
      (entry) => entry.isFile(),
      () => false
    ),
  names: readdir,
  read: async (path) => {
    const { size } = await stat(path)
    if (size > MOST_MANIFEST) throw unreadable(path, `it has ${size} bytes`)
    return readFile(path, 'utf8')
  }
}

/** The folders of files that are not whole yet, with the reason; `now` in ms. Each folder is judged by itself. */
export async function incompleteFolders(
  files: readonly Settling[],
  when: CompleteWhen,
  now: number,
  signs: Signs = folderSigns
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const folder of new Set(files.map(({ path }) => folderOf(path)))) {
    const own = files.filter(({ path }) => folderOf(path) === folder)
    const why = await whyIncomplete(folder, own, when, now, signs)
    if (why !== undefined) found.set(folder, why)
  }
  return found
}

/** The folder of a file, by its path or by its place in a bucket. */
export const folderOf = (path: string): string => dirname(path)

async function whyIncomplete(
  folder: string,
  files: readonly Settling[],
  when: CompleteWhen,
  now: number,
  signs: Signs
): Promise<string | undefined> {
  if ('quietMinutes' in when) {
    const newest = Math.max(...files.map(({ modifiedMs }) => modifiedMs))
    const quiet = when.quietMinutes * 60_000
    return now - newest >= quiet ? undefined : `its newest file was written less than ${when.quietMinutes} minutes ago`
  }
  const sign = 'marker' in when ? when.marker : when.manifest
  return (await signs.exists(`${folder}/${sign}`)) ? undefined : `there is no ${sign} beside its files yet`
}

/** `source.incomplete` where files are read before they are whole. */
export async function requireComplete(
  files: readonly Settling[],
  when: CompleteWhen | undefined,
  now: number,
  signs: Signs
): Promise<void> {
  if (when === undefined) return
  const [first, ...others] = await incompleteFolders(files, when, now, signs)
  if (first === undefined) return
  const [folder, why] = first
  const more = others.length === 0 ? '' : `, and ${others.length} more folders`
  throw incomplete(`${folder} is not whole yet: ${why}${more}.`, { folder, folders: others.length + 1 })
}

/** Rows that the manifest of a folder promises, and the files there that they are in. */
export interface Promised {
  folder: string
  rows: number
  files: number
}

/** What the manifests beside files promise; `pattern` says which files of a folder hold rows. `source.incomplete` for one that cannot be read. */
export async function promisedRows(
  files: readonly Settling[],
  when: CompleteWhen | undefined,
  pattern: string | undefined,
  signs: Signs
): Promise<Promised[]> {
  if (when === undefined || !('manifest' in when)) return []
  const holdsRows = pathFilter(pattern, true)
  const promised: Promised[] = []
  for (const folder of new Set(files.map(({ path }) => folderOf(path)))) {
    const names = await signs.names(folder).catch((error: unknown) => {
      throw wrapSystemError(error)
    })
    const own = names.filter((name) => !isSign(name, when) && (pattern?.includes('/') === true || holdsRows(name)))
    promised.push({ folder, rows: await rowsOf(`${folder}/${when.manifest}`, when.rows, signs), files: own.length })
  }
  return promised
}

async function rowsOf(path: string, where: string, signs: Signs): Promise<number> {
  const text = await signs.read(path).catch((error: unknown) => {
    throw wrapSystemError(error)
  })
  const value = valueAt(parsed(text), where)
  const rows = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof rows === 'number' && Number.isSafeInteger(rows) && rows >= 0) return rows
  throw unreadable(path, `it has no number of rows at "${where}"`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const valueAt = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => {
    const isObject = typeof at === 'object' && at !== null && Object.hasOwn(at, key)
    return isObject ? (at as Record<string, unknown>)[key] : undefined
  }, value)

/** `source.incomplete` where files hold other than the promised rows. Folders of which only a part was read are not judged. */
export function requirePromised(promised: readonly Promised[], read: readonly { path: string; rows: number }[]): void {
  for (const { folder, rows, files } of promised) {
    const own = read.filter(({ path }) => folderOf(path) === folder)
    if (own.length !== files) continue
    const seen = own.reduce((sum, file) => sum + file.rows, 0)
    if (seen !== rows) {
      throw incomplete(`The files of ${folder} hold ${seen} rows, its manifest says ${rows}.`, {
        folder,
        rows: seen,
        promised: rows
      })
    }
  }
}

const incomplete = (message: string, details: Record<string, unknown>): AppError =>
  new AppError('source.incomplete', message, {
    hint: 'It is read once it is whole; completeWhen of the dataset says when that is. Nothing was changed.',
    retriable: true,
    details
  })

const unreadable = (path: string, why: string): AppError =>
  incomplete(`The manifest ${path} cannot be used: ${why}.`, { manifest: path })
