import { crc32 } from 'node:zlib'
import { isUtf8 } from 'node:buffer'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { throwIfAborted } from '../../lib/abort'
import { AppError } from '../../lib/errors'
import { decodeCp949 } from '../decode/cp949'
import { corrupt } from './corrupt'
import { checkGrowth, checkMemberCount, type UnpackLimits } from './limits'
import { memberPath, memberRefused } from './member-name'
import type { ArchiveMember } from './tar'

interface NamedEntry {
  entry: Entry
  path: string
}

/** The files of a zip on disk in its order; every name and size is judged before a byte is unpacked. */
export async function* unzip(
  name: string,
  file: string,
  limits: UnpackLimits,
  signal: AbortSignal
): AsyncGenerator<ArchiveMember, void, undefined> {
  const zip = await openPromise(file, { autoClose: false, decodeStrings: false }).catch((error: unknown) => {
    throw corrupt(name, 'zip', 0, error)
  })
  try {
    for (const { entry, path } of await entriesOf(name, zip, limits)) {
      throwIfAborted(signal)
      yield { path, bytes: entry.uncompressedSize, content: contentOf(name, zip, entry, signal) }
    }
  } finally {
    zip.close()
  }
}

async function entriesOf(name: string, zip: ZipFile, limits: UnpackLimits): Promise<NamedEntry[]> {
  const entries: NamedEntry[] = []
  const seen = new Set<string>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const raw = decodeName(entry)
      const path = memberPath(raw, name)
      if (isLink(entry)) throw memberRefused(name, raw, 'is a link')
      checkMemberCount(name, zip.entriesRead, limits)
      if (raw.endsWith('/')) continue
      if (seen.has(path)) throw memberRefused(name, raw, 'is there twice')
      seen.add(path)
      unpacked += entry.uncompressedSize
      checkGrowth(name, zip.fileSize, unpacked, limits)
      entries.push({ entry, path })
    }
    return entries
  } catch (error) {
    throw corrupt(name, 'zip directory', zip.fileSize, error)
  }
}

async function* contentOf(
  name: string,
  zip: ZipFile,
  entry: Entry,
  signal: AbortSignal
): AsyncGenerator<Buffer, void, undefined> {
  if (entry.isEncrypted() || !entry.canDecodeFileData()) throw notReadable(name, entry)
  let sum = 0
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      throwIfAborted(signal)
      sum = crc32(chunk, sum)
      yield chunk
    }
    if (sum !== entry.crc32) throw new Error('the checksum does not fit the content')
  } catch (error) {
    throw corrupt(`${name}!${decodeName(entry)}`, 'zip member', entry.relativeOffsetOfLocalHeader, error)
  }
}

/** Unix links carry their kind in the upper half of the attributes. */
const isLink = (entry: Entry): boolean => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000

/** Bit 11 says UTF-8; Korean tools leave it unset and write CP949. */
function decodeName(entry: Entry): string {
  const { fileNameRaw } = entry
  if ((entry.generalPurposeBitFlag & 0x800) !== 0 || isUtf8(fileNameRaw)) return fileNameRaw.toString('utf8')
  const { utf8, read } = decodeCp949(fileNameRaw)
  return read === fileNameRaw.length ? utf8.toString('utf8') : fileNameRaw.toString('latin1')
}

const notReadable = (name: string, entry: Entry): AppError =>
  new AppError('unsupported', `"${name}!${decodeName(entry)}" is encrypted, or packed by a method that is not supported.`, {
    hint: 'Pack it again with the usual method (deflate) and without a password.'
  })
