import { createHash, type Hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { InputRef, SourceSpec } from '../../contract'
import { throwIfAborted } from '../../lib/abort'
import { wrapSystemError } from '../../lib/errors'
import { matchPathTemplate, parsePathTemplate, type PathTemplate } from '../path-template'
import { changedSincePlan, modifiedMsOf } from '../source/as-planned'
import { folderSigns, isSign, promisedRows, requireComplete, type Promised } from '../source/complete'
import { resolveSource } from '../source/resolve-source'
import { scopeFilter, type SourceScope } from '../source/scope'
import type { S3Access } from '../source/s3/access'
import { signsOfBucket } from '../source/s3/bucket'
import { readSource, verifySource, type SourceFile } from '../source/source-file'
import { drain, type ByteStream } from '../unpack/byte-stream'
import type { PlannedFiles } from '../worker-api'
import { defaultLimits, type UnpackLimits } from '../unpack/limits'
import { unpack, type Unpacked } from '../unpack/unpack'
import { bomLength, decodeText } from './decode-text'
import { endsLinesByCr, LINE_ENDS_IN } from './line-ends'
import { emptyFile, requireContent } from './empty-file'
import { pathPartsOf } from './path-parts'

export interface SpoolContext {
  /** Relative locations start here. */
  workspaceRoot: string
  /** A private folder; whoever made it empties it. */
  scratch: string
  signal: AbortSignal
  /** Bytes of the original files read so far, and in all (undefined while a server does not say). */
  progress: (bytes: number, total: number | undefined) => void
  limits?: UnpackLimits
  /** Which files and archive members are read; all where absent. */
  scope?: SourceScope | undefined
  /** What a plan listed of it. */
  planned?: PlannedFiles | undefined
  /** By which buckets are read. */
  s3?: S3Access | undefined
  /** ms since the epoch: whether files are whole is judged as of then, and not at all where absent. */
  now?: number | undefined
}

interface SpooledFile {
  /** UTF-8 without BOM (text formats) or the bytes as they are (Parquet). */
  path: string
  /** `file`, or `archive!member`. */
  name: string
  /** Named parts of the path; dated parts as ISO 8601. */
  pathParts: Record<string, string>
  bytes: number
}

export interface Spooled {
  inputs: InputRef[]
  files: SpooledFile[]
  /** Files that are not what the plan listed. */
  changed: number
  /** Where each input was read, by its place in `inputs`, and what the manifests beside them promise. */
  paths: string[]
  promised: Promised[]
  /** Call when the files have been read: throws `source.changed` where a file that was read in place is no longer the same. */
  verify: () => Promise<void>
}

interface Work {
  spec: SourceSpec
  context: SpoolContext
  template: PathTemplate | undefined
  spooled: SpooledFile[]
  inPlace: SourceFile[]
  /** Files told apart by their paths get names of ours, for which they have to be ours. */
  mayStay: boolean
  bytesRead: number
  bytesTotal: number
}

/** Fetches, unpacks and decodes a source into files that DuckDB can read, and fingerprints what it read. */
export async function spool(spec: SourceSpec, context: SpoolContext): Promise<Spooled> {
  const { signal, progress } = context
  const template = spec.pathTemplate === undefined ? undefined : parsePathTemplate(spec.pathTemplate)
  const source = await resolveSource(spec.location, spec.pattern, { ...context, fetched: progress })
  const files = source.files.filter(
    (file) => isWanted(template, context.scope, file.relative) && !isSign(placeOf(file), spec.completeWhen)
  )
  const promised = source.kind === 'url' ? [] : await whole(files, spec, context)
  const changed = await changedSincePlan(files, context.planned)
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0)
  const mayStay = template === undefined || files.length === 1
  const work: Work = { spec, context, template, spooled: [], inPlace: [], mayStay, bytesRead: 0, bytesTotal }
  const inputs: InputRef[] = []
  for (const file of files) {
    throwIfAborted(signal)
    inputs.push(await spoolFile(file, source.kind === 'folder' ? undefined : spec.pattern, work))
  }
  const verify = async (): Promise<void> => {
    for (const file of work.inPlace) await verifySource(file)
  }
  return { inputs, files: work.spooled, changed, paths: files.map(placeOf), promised, verify }
}

const placeOf = ({ origin, path }: SourceFile): string => origin ?? path

/** `source.incomplete` where the files are not whole yet; else what their manifests promise. */
async function whole(files: readonly SourceFile[], spec: SourceSpec, { now, s3, signal }: SpoolContext): Promise<Promised[]> {
  if (now === undefined) return []
  const settling = files.map((file) => ({ name: file.name, path: placeOf(file), modifiedMs: modifiedMsOf(file) }))
  const signs = s3 === undefined ? folderSigns : signsOfBucket(s3, signal)
  await requireComplete(settling, spec.completeWhen, now, signs)
  return promisedRows(settling, spec.completeWhen, spec.pattern, signs)
}

async function spoolFile(file: SourceFile, pattern: string | undefined, work: Work): Promise<InputRef> {
  if (file.bytes === 0) throw emptyFile(file.name)
  const { signal, scratch, limits = defaultLimits } = work.context
  const hash = createHash('sha256')
  const bytes = metered(file, hash, work)
  try {
    const accepts = accepted(pattern, work)
    for await (const content of unpack(file, bytes, { pattern, accepts, limits, scratch, signal })) {
      await spoolContent(file, content, work)
    }
    await drain(bytes)
    await hashRest(file, hash, work)
  } catch (error) {
    throw wrapSystemError(error)
  } finally {
    await bytes.return()
  }
  return { name: file.name, bytes: file.bytes, sha256: hash.digest('hex') }
}

/** False only where the path says that the file has no row that is wanted. */
function isWanted(template: PathTemplate | undefined, scope: SourceScope | undefined, path: string): boolean {
  if (template === undefined || scope?.wants === undefined) return true
  const parts = matchPathTemplate(template, path)
  return parts === undefined || scope.wants(parts)
}

function accepted(pattern: string | undefined, { template, context: { scope } }: Work): (path: string) => boolean {
  const inScope = scopeFilter(pattern, true, scope)
  return (path) => inScope(path) && isWanted(template, scope, path)
}

/** How far the hash has come is told by the bytes that were metered: a zip is read by its directory, not from the front. */
async function hashRest(file: SourceFile, hash: Hash & { seen?: number }, work: Work): Promise<void> {
  for await (const chunk of readSource(file, work.context.signal, hash.seen ?? 0)) meter(chunk, hash, work)
}

async function* metered(file: SourceFile, hash: Hash & { seen?: number }, work: Work): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of readSource(file, work.context.signal)) {
    meter(chunk, hash, work)
    yield chunk
  }
}

function meter(chunk: Buffer, hash: Hash & { seen?: number }, work: Work): void {
  hash.update(chunk)
  hash.seen = (hash.seen ?? 0) + chunk.length
  work.bytesRead += chunk.length
  work.context.progress(work.bytesRead, work.bytesTotal)
}

async function spoolContent(file: SourceFile, content: Unpacked, work: Work): Promise<void> {
  const pathParts = pathPartsOf(work.template, content.name, content.member, file.relative)
  const { format, encoding } = work.spec
  const { name } = content
  const text = format === 'parquet' ? content.content : requireContent(name, decodeText(name, encoding, content.content))
  const inPlace = content.container === 'none' && work.mayStay && (await readableInPlace(file, work.spec))
  const path = inPlace
    ? file.path
    : join(work.context.scratch, `spool-${String(work.spooled.length).padStart(6, '0')}.${work.spec.format}`)
  const bytes = inPlace ? await measure(text) : await write(path, text)
  if (bytes === 0) throw emptyFile(content.name)
  if (inPlace) work.inPlace.push(file)
  work.spooled.push({ path, name: content.name, pathParts, bytes })
}

/** Plain UTF-8 without BOM and with line feeds needs no copy: it is checked, read where it lies, and looked at again afterwards. */
async function readableInPlace(file: SourceFile, spec: SourceSpec): Promise<boolean> {
  if (spec.format === 'parquet') return true
  if (spec.encoding !== 'utf-8') return false
  const handle = await open(file.path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LINE_ENDS_IN), 0, LINE_ENDS_IN, 0)
    const head = buffer.subarray(0, bytesRead)
    return bomLength(file.name, head) === 0 && !endsLinesByCr(head)
  } finally {
    await handle.close()
  }
}

async function measure(text: ByteStream): Promise<number> {
  let bytes = 0
  for await (const chunk of text) bytes += chunk.length
  return bytes
}

async function write(path: string, text: ByteStream): Promise<number> {
  const target = await open(path, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const chunk of text) {
      for (let done = 0; done < chunk.length;) done += (await target.write(chunk, done)).bytesWritten
      bytes += chunk.length
    }
  } finally {
    await target.close()
  }
  return bytes
}
