import { stat } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { AppError, wrapSystemError } from '../../lib/errors'
import { findFiles } from './folder'
import { pathFilter } from './glob'
import { escapeGlob, fillInterval, intervalMatcher } from './interval-path'
import type { ResolvedSource, SourceContext } from './resolve-source'
import type { SourceFile } from './source-file'

type Resolve = (location: string, pattern: string | undefined, context: SourceContext) => Promise<ResolvedSource>

/** The files of a location that names the interval: those of the intervals asked for, or all that lie where one could be. */
export async function filesOfIntervals(
  location: string,
  pattern: string | undefined,
  context: SourceContext,
  resolveOne: Resolve
): Promise<ResolvedSource> {
  const { scope } = context
  if (scope?.intervals === undefined) return allFiles(location, pattern, context)
  const locations = new Set(scope.intervals.map(({ start }) => fillInterval(location, start, scope.zone)))
  const found: ResolvedSource[] = []
  for (const one of locations) {
    const source = await resolveOne(one, pattern, context).catch(whereAbsent)
    if (source !== undefined) found.push(source)
  }
  const base = fixedFolder(context.workspaceRoot, location)
  if (found.length === 0) await mustExist(base, location)
  const files = found.flatMap((source) => (source.kind === 'file' ? source.files.map((file) => named(file, base)) : source.files))
  return { kind: found[0]?.kind ?? 'file', files }
}

/** An interval without a file has no rows. */
function whereAbsent(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'file.missing') return undefined
  if (error instanceof AppError && error.code === 'http.status' && error.details?.['status'] === 404) return undefined
  throw error
}

/** A folder that cannot be reached, as of a share that is not mounted, is no sign that an interval holds nothing. */
async function mustExist(folder: string, location: string): Promise<void> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(location)) return
  await stat(folder).catch((error: unknown) => {
    throw wrapSystemError(error)
  })
}

async function allFiles(location: string, pattern: string | undefined, context: SourceContext): Promise<ResolvedSource> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(location)) throw notListed(location)
  const { workspaceRoot, signal, scope } = context
  const folder = fixedFolder(workspaceRoot, location)
  const rest = relative(folder, resolve(workspaceRoot, location)).split(sep).join('/')
  const own = intervalMatcher(literalBut(rest), false)
  const below = intervalMatcher(`${literalBut(rest)}/${pattern ?? '**'}`, false)
  const readable = pathFilter(undefined, false)
  const seen = { own: 0 }
  const interval = (path: string): string | undefined => {
    const found = own(path)
    if (found !== undefined) seen.own += 1
    return found ?? (pattern !== undefined || readable(path) ? below(path) : undefined)
  }
  const wanted = (path: string): boolean => scope?.wantsInterval?.(interval(path) ?? '') !== false
  const { files, matching } = await findFiles(folder, (path) => interval(path) !== undefined, signal, wanted)
  if (matching === 0) throw noneYet(location)
  return { kind: seen.own > 0 ? 'file' : 'folder', files }
}

/** The folder above the first part of a path that names the interval. */
function fixedFolder(workspaceRoot: string, location: string): string {
  const path = resolve(workspaceRoot, location)
  return dirname(path.slice(0, path.indexOf('{interval') + 1))
}

/** A path as a glob in which only the interval is open. */
const literalBut = (path: string): string =>
  path
    .split(/(\{interval[^{}]*\})/)
    .map((piece, index) => (index % 2 === 1 ? piece : escapeGlob(piece)))
    .join('')

function named(file: SourceFile, base: string): SourceFile {
  const name = relative(base, file.path).split(sep).join('/')
  return name.startsWith('..') || isAbsolute(name) ? file : { ...file, name, relative: name }
}

const notListed = (location: string): AppError =>
  new AppError(
    'unsupported',
    `${location.split('?', 1)[0] ?? ''} names the interval, and a server does not say which ones it has.`,
    {
      hint: 'Load the intervals that you want: a backfill asks for each by its date.'
    }
  )

const noneYet = (location: string): AppError =>
  new AppError('file.missing', `No file fits ${location}.`, {
    hint: 'Check the folder and how the interval is written: {interval:%Y%m%d} stands for eight digits.',
    details: { location }
  })
