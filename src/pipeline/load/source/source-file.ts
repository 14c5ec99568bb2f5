import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { throwIfAborted } from '../../lib/abort'
import { wrapSystemError } from '../../lib/errors'
import { identityOf, requireSame, type FileIdentity } from './file-identity'

/** A file on this machine that a source stands for: found in place, or fetched into the scratch folder. */
export interface SourceFile {
  /** For people and InputRef: relative to the source folder, the bare file name, or the URL without its query. */
  name: string
  /** With forward slashes; what patterns and path templates look at. */
  relative: string
  /** Absolute and free of symbolic links. */
  path: string
  /** Where it was fetched from; absent of what lies on this machine. */
  origin?: string | undefined
  bytes: number
  identity: FileIdentity
}

/** 1 MiB: large enough that the cost of a call vanishes, small enough that a cancel is heard at once. */
const CHUNK_BYTES = 1 << 20

/** Looks at a file without following a link in its last part; errors are `file.missing`, `file.denied`. */
export async function sourceFile(name: string, relative: string, path: string): Promise<SourceFile> {
  try {
    const found = await stat(path, { bigint: true })
    return { name, relative, path, bytes: Number(found.size), identity: identityOf(found) }
  } catch (error) {
    throw wrapSystemError(error)
  }
}

/** The bytes of a file, checked before and after to be of the file that was listed. */
export async function* readSource(file: SourceFile, signal: AbortSignal, start = 0): AsyncGenerator<Buffer, void, undefined> {
  const handle = await openSource(file)
  try {
    let position = start
    for (;;) {
      throwIfAborted(signal)
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position)
      if (bytesRead === 0) break
      position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
    requireSame(file.identity, identityOf(await handle.stat({ bigint: true })), file.name)
  } finally {
    await handle.close()
  }
}

/** Opens the file that was listed and no other that has taken its place. */
export async function openSource(file: SourceFile) {
  try {
    const handle = await open(file.path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NOFOLLOW))
    try {
      requireSame(file.identity, identityOf(await handle.stat({ bigint: true })), file.name)
      return handle
    } catch (error) {
      await handle.close()
      throw error
    }
  } catch (error) {
    throw wrapSystemError(error)
  }
}

/** Throws `source.changed` when the file is no longer what was listed. */
export async function verifySource(file: SourceFile): Promise<void> {
  const now = await sourceFile(file.name, file.relative, file.path)
  requireSame(file.identity, now.identity, file.name)
}
