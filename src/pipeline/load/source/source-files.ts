import type { SourcedSpec } from '../../contract'
import { AppError } from '../../lib/errors'
import { modifiedMsOf } from './as-planned'
import { isSign } from './complete'
import { partitionOfFile } from './path-partition'
import { isS3, type S3Access } from './s3/access'
import { listedInBucket } from './s3/bucket'
import { resolveSource } from './resolve-source'
import type { SourceFile } from './source-file'

/** A file of a source as the folder shows it; `dt`: the partition that its path names, null where rows of several may be in it. */
export interface ListedFile {
  /** Absolute, or the place in a bucket. */
  path: string
  name: string
  bytes: number
  modifiedMs: number
  dt: string | null
}

/**
 * The files that a dataset is read from, by their names and dates alone; nothing is opened. Null for a URL, empty where the folder holds
 * nothing that fits; `file.missing` where there is no such file or folder.
 */
export async function sourceFiles(
  spec: SourcedSpec,
  workspaceRoot: string,
  signal: AbortSignal,
  s3?: S3Access
): Promise<ListedFile[] | null> {
  const { location, pattern } = spec.source
  if (isS3(location)) return objectsOf(spec, signal, s3)
  if (/^https?:\/\//i.test(location)) return null
  // Nothing is fetched from a path, so that no scratch folder is needed.
  const context = { workspaceRoot, scratch: workspaceRoot, signal }
  const { files } = await resolveSource(location, pattern, context).catch(whereEmpty)
  const dtOf = partitionOfFile(spec)
  return files
    .filter(({ path }) => !isSign(path, spec.source.completeWhen))
    .map((file) => listed(file, dtOf(file.relative, file.path.replaceAll('\\', '/'))))
}

async function objectsOf(spec: SourcedSpec, signal: AbortSignal, s3: S3Access | undefined): Promise<ListedFile[]> {
  const { location, pattern, completeWhen } = spec.source
  const dtOf = partitionOfFile(spec)
  const objects = await listedInBucket(location, pattern, s3, signal)
  return objects
    .filter(({ origin }) => !isSign(origin, completeWhen))
    .map(({ origin, relative, bytes, modifiedMs }) => ({
      ...{ path: origin, name: relative, bytes, modifiedMs },
      dt: dtOf(relative, origin) ?? null
    }))
}

function whereEmpty(error: unknown): { files: SourceFile[] } {
  const nothingFits = error instanceof AppError && error.code === 'file.missing' && error.details?.['syscall'] === undefined
  if (nothingFits) return { files: [] }
  throw error
}

function listed(file: SourceFile, dt: string | undefined): ListedFile {
  const { path, name, bytes } = file
  return { path, name, bytes, modifiedMs: modifiedMsOf(file), dt: dt ?? null }
}
