import { createWriteStream } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../lib/errors'
import { pathFilter } from '../source/glob'
import type { SourceFile } from '../source/source-file'
import { peek, type ByteStream } from './byte-stream'
import { magicOf, MAGIC_BYTES, type Magic } from './container'
import { gunzip } from './gunzip'
import { checkGrowth, type UnpackLimits } from './limits'
import { untar, type ArchiveMember } from './tar'
import { unzip } from './zip'

export type Container = 'none' | 'gz' | 'zip' | 'tar.gz' | 'tar'

/** One stream of content: the file itself, or a member of it. */
export interface Unpacked {
  /** `file`, or `archive!member`. */
  name: string
  /** Path inside the archive; undefined where the file is no archive. */
  member: string | undefined
  container: Container
  /** Unpacked size where it is known before reading. */
  bytes: number | undefined
  content: ByteStream
}

export interface UnpackOptions {
  /** Which members of an archive; all readable ones where absent. */
  pattern: string | undefined
  /** Of these only those; undefined: all of them. */
  accepts?: ((path: string) => boolean) | undefined
  limits: UnpackLimits
  scratch: string
  signal: AbortSignal
}

/** Yields the contents of a file whose bytes come by `stream`; containers are told by magic, one level inside archives too. */
export async function* unpack(
  file: SourceFile,
  stream: ByteStream,
  options: UnpackOptions
): AsyncGenerator<Unpacked, void, undefined> {
  const { head, stream: whole } = await peek(stream, MAGIC_BYTES)
  const magic = magicOf(head)
  if (magic === 'zip') yield* members(file, unzip(file.name, file.path, options.limits, options.signal), 'zip', options)
  else if (magic === 'tar') yield* members(file, untar(file.name, whole, options.limits, options.signal), 'tar', options)
  else if (magic === 'gz') yield* unpackGz(file, whole, options)
  else yield { name: file.name, member: undefined, container: 'none', bytes: file.bytes, content: whole }
}

async function* unpackGz(
  file: SourceFile,
  packed: ByteStream,
  options: UnpackOptions
): AsyncGenerator<Unpacked, void, undefined> {
  const { limits, signal } = options
  const { head, stream } = await peek(gunzip(file.name, packed, limits, signal), MAGIC_BYTES)
  if (magicOf(head) === 'tar') yield* members(file, untar(file.name, stream, limits, signal), 'tar.gz', options)
  else yield { name: file.name, member: undefined, container: 'gz', bytes: undefined, content: stream }
}

async function* members(
  file: SourceFile,
  archive: AsyncIterable<ArchiveMember>,
  container: Container,
  options: UnpackOptions
): AsyncGenerator<Unpacked, void, undefined> {
  const wanted = pathFilter(options.pattern, true)
  let found = 0
  let produced = 0
  for await (const member of archive) {
    if (!wanted(member.path)) continue
    found += 1
    if (options.accepts?.(member.path) === false) continue
    produced += member.bytes
    checkGrowth(file.name, file.bytes, produced, options.limits)
    yield await unpackMember(file, member, container, options)
  }
  if (found === 0) throw noMember(file.name, options.pattern)
}

/** A member may be packed once more; deeper nests are refused by being no readable text. */
async function unpackMember(
  file: SourceFile,
  member: ArchiveMember,
  container: Container,
  options: UnpackOptions
): Promise<Unpacked> {
  const name = `${file.name}!${member.path}`
  const { head, stream } = await peek(member.content, MAGIC_BYTES)
  const plain = { name, member: member.path, container, bytes: member.bytes, content: stream }
  const inner: Magic = magicOf(head)
  if (inner === 'other') return plain
  if (inner === 'gz') return { ...plain, bytes: undefined, content: gunzip(name, stream, options.limits, options.signal) }
  if (inner === 'tar') throw nested(name)
  return { ...plain, bytes: undefined, content: onlyMemberOfZip(name, stream, options) }
}

/** A zip in an archive is read where it holds exactly one file. */
async function* onlyMemberOfZip(
  name: string,
  stream: ByteStream,
  options: UnpackOptions
): AsyncGenerator<Buffer, void, undefined> {
  const path = join(options.scratch, `nested-${randomUUID()}.zip`)
  await pipeline(Readable.from(stream), createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal: options.signal })
  let found = 0
  for await (const member of unzip(name, path, options.limits, options.signal)) {
    found += 1
    if (found > 1) throw nested(name)
    yield* member.content
  }
}

const nested = (name: string): AppError =>
  new AppError('unsupported', `"${name}" is an archive inside an archive.`, {
    hint: 'Unpack the outer archive and load its folder.'
  })

const noMember = (name: string, pattern: string | undefined): AppError =>
  new AppError('file.missing', `No file inside "${name}" matches ${pattern ?? 'a readable format'}.`, {
    hint: 'Check the pattern; it is matched against the paths inside the archive.'
  })
