import { realpath, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { AppError, wrapSystemError } from '../../lib/errors'
import { fetchToFile } from './http/fetch-to-file'
import { filesOfFolder } from './folder'
import { hasInterval } from './interval-path'
import { isS3, type S3Access } from './s3/access'
import { filesOfBucket } from './s3/bucket'
import { filesOfIntervals } from './interval-files'
import { scopeFilter, type SourceScope } from './scope'
import { sourceFile, type SourceFile } from './source-file'

export interface SourceContext {
  /** Relative locations start here. */
  workspaceRoot: string
  /** Folder for what is fetched. */
  scratch: string
  signal: AbortSignal
  /** Bytes fetched so far, and of how many where the server says so. */
  fetched?: (bytes: number, total: number | undefined) => void
  /** By which buckets are read. */
  s3?: S3Access | undefined
  /** All files where absent. */
  scope?: SourceScope | undefined
}

export interface ResolvedSource {
  kind: 'file' | 'folder' | 'url'
  files: SourceFile[]
}

/** Lists the files that a location stands for, sorted by name; a URL is fetched first. */
export async function resolveSource(
  location: string,
  pattern: string | undefined,
  context: SourceContext
): Promise<ResolvedSource> {
  if (isS3(location)) return filesOfBucket(location, pattern, context)
  if (hasInterval(location)) return filesOfIntervals(location, pattern, context, resolveSource)
  if (/^https?:\/\//i.test(location)) return { kind: 'url', files: [await fetchToFile(location, context)] }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(location)) throw unknownScheme(location)
  const path = resolve(context.workspaceRoot, location)
  try {
    const found = await stat(path)
    if (found.isDirectory()) {
      const wanted = scopeFilter(pattern, false, context.scope)
      return { kind: 'folder', files: await filesOfFolder(path, pattern, context.signal, wanted).catch(whereNoneYet(context)) }
    }
    if (!found.isFile()) throw notAFile(path)
    const real = await realpath(path)
    return { kind: 'file', files: [await sourceFile(basename(path), slashes(path), real)] }
  } catch (error) {
    throw wrapSystemError(error)
  }
}

/** Intervals that are asked for by name and have no file hold no rows, also in a folder where nothing lies yet. */
function whereNoneYet({ scope }: SourceContext): (error: unknown) => SourceFile[] {
  return (error) => {
    const nothingFits = error instanceof AppError && error.code === 'file.missing' && error.details?.['syscall'] === undefined
    if (scope?.intervals !== undefined && nothingFits) return []
    throw error
  }
}

const slashes = (path: string): string => path.replaceAll('\\', '/')

const unknownScheme = (location: string): AppError =>
  new AppError('url.refused', `${location.slice(0, 200)} is neither a path nor an http(s) URL nor a place in a bucket.`, {
    hint: 'Give the path of a file or folder, a URL that starts with http:// or https://, or s3://bucket/prefix.'
  })

const notAFile = (path: string): AppError =>
  new AppError('file.format', `${path} is neither a file nor a folder.`, { hint: 'Pipes and devices cannot be loaded.' })
