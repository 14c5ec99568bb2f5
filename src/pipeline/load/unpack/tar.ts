import { pipeline, Readable } from 'node:stream'
import { extract } from 'tar-stream'
import { throwIfAborted } from '../../lib/abort'
import { drain, type ByteStream } from './byte-stream'
import { corrupt } from './corrupt'
import { checkMemberCount, type UnpackLimits } from './limits'
import { memberPath, memberRefused } from './member-name'

/** A file inside an archive. Its bytes are taken before the next member is asked for; what is not taken is skipped. */
export interface ArchiveMember {
  path: string
  /** Unpacked size as the archive states it. */
  bytes: number
  content: ByteStream
}

/** The files of a tar in its order; one bad name refuses the whole archive. */
export async function* untar(
  name: string,
  packed: ByteStream,
  limits: UnpackLimits,
  signal: AbortSignal
): AsyncGenerator<ArchiveMember, void, undefined> {
  const archive = extract()
  pipeline(Readable.from(packed, { highWaterMark: 2 }), archive as unknown as NodeJS.WritableStream, () => undefined)
  const seen = new Set<string>()
  let position = 0
  try {
    for await (const entry of archive) {
      throwIfAborted(signal)
      const { header } = entry
      position = entry.offset
      const path = memberPath(header.name, name)
      if (header.type === 'symlink' || header.type === 'link') throw memberRefused(name, header.name, 'is a link')
      checkMemberCount(name, seen.size + 1, limits)
      const isFile = header.type === 'file' || header.type === 'contiguous-file'
      if (isFile && seen.has(path)) throw memberRefused(name, header.name, 'is there twice')
      seen.add(path)
      // A reader that stops early must not end the entry, and the archive with it: what it leaves is read here.
      const chunks = (entry as unknown as ByteStream)[Symbol.asyncIterator]()
      if (isFile) yield { path, bytes: header.size, content: contentOf(name, chunks, position) }
      await drain(chunks)
    }
  } catch (error) {
    throw corrupt(name, 'tar', position, error)
  }
}

/** What ends too early is damage, told where it is noticed: while a member is read. */
async function* contentOf(
  name: string,
  chunks: AsyncIterator<Buffer>,
  position: number
): AsyncGenerator<Buffer, void, undefined> {
  let read = 0
  try {
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      read += next.value.length
      yield next.value
    }
  } catch (error) {
    throw corrupt(name, 'tar', position + read, error)
  }
}
