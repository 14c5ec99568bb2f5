import { readdir, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { throwIfAborted } from '../../lib/abort'
import { AppError, wrapSystemError } from '../../lib/errors'
import { planted } from '../../lib/plant'
import { pathFilter } from './glob'
import { sourceFile, type SourceFile } from './source-file'

/** More files than this in one source are a mistake of the pattern. */
const MAX_FILES = 100_000

/** `file.missing` where nothing below a folder matches at all; it may be that nothing of it is wanted. */
export async function filesOfFolder(
  folder: string,
  pattern: string | undefined,
  signal: AbortSignal,
  wanted: (path: string) => boolean = () => true
): Promise<SourceFile[]> {
  const { files, matching } = await findFiles(folder, pathFilter(pattern, false), signal, wanted)
  if (matching === 0) throw nothingFound(folder, pattern)
  return files
}

/** The files below a folder that match and are wanted, sorted by path. Links to folders are not followed; a link to a file outside is refused. */
export async function findFiles(
  folder: string,
  matches: (path: string) => boolean,
  signal: AbortSignal,
  wanted: (path: string) => boolean
): Promise<{ files: SourceFile[]; matching: number }> {
  const root = await realpath(folder).catch((error: unknown) => {
    throw wrapSystemError(error)
  })
  let matching = 0
  const found: { relative: string; path: string }[] = []
  for await (const { path, link } of walk(root, signal)) {
    const name = relative(root, path).split(sep).join('/')
    const normal = name.normalize('NFC')
    if (!matches(normal)) continue
    matching += 1
    if (!wanted(normal)) continue
    found.push({ relative: name, path: link ? await insideOnly(root, path, name) : path })
    if (found.length > MAX_FILES) throw tooMany(folder)
  }
  found.sort((a, b) => (a.relative < b.relative ? -1 : 1))
  return { files: await Promise.all(found.map((file) => sourceFile(file.relative, file.relative, file.path))), matching }
}

/** Files below a folder whose own path is real: so is theirs, but for links. */
async function* walk(folder: string, signal: AbortSignal): AsyncGenerator<{ path: string; link: boolean }, void, undefined> {
  throwIfAborted(signal)
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw wrapSystemError(error)
  })
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path, signal)
    else if (entry.isFile() || entry.isSymbolicLink()) yield { path, link: entry.isSymbolicLink() }
  }
}

/** The real path, where it lies inside the folder. */
async function insideOnly(root: string, path: string, name: string): Promise<string> {
  const real = await realpath(path).catch((error: unknown) => {
    throw wrapSystemError(error)
  })
  if (real.startsWith(root + sep) || planted('no-realpath')) return real
  throw new AppError('path.refused', `"${name}" is a link that leads out of the folder.`, {
    hint: 'Copy the file into the folder, or point at the place where it really is.',
    details: { file: name }
  })
}

const tooMany = (folder: string): AppError =>
  new AppError('unsupported', `More than ${MAX_FILES} files below ${folder} match.`, {
    hint: 'Narrow the pattern, or point at a folder further down.'
  })

const nothingFound = (folder: string, pattern: string | undefined): AppError =>
  new AppError('file.missing', `No file below ${folder} matches ${pattern ?? 'a readable format'}.`, {
    hint: 'Check the folder and the pattern; ** goes through subfolders, as in **/*_trade.zip.',
    details: { folder, pattern: pattern ?? null }
  })
