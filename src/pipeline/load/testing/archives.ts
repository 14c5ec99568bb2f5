import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import { ZipFile } from 'yazl'

/** A tar of files (or links) by name. */
export async function tarOf(members: { name: string; content: string | Buffer; link?: string }[]): Promise<Buffer> {
  const archive = pack()
  for (const { name, content, link } of members) {
    if (link === undefined) archive.entry({ name }, Buffer.from(content))
    else archive.entry({ name, type: 'symlink', linkname: link })
  }
  archive.finalize()
  const parts: Buffer[] = []
  for await (const part of archive) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** A zip of files by name. */
export async function zipOf(members: { name: string; content: string | Buffer; mode?: number }[]): Promise<Buffer> {
  const archive = new ZipFile()
  for (const { name, content, mode } of members) archive.addBuffer(Buffer.from(content), name, mode === undefined ? {} : { mode })
  archive.end()
  return buffer(Readable.from(archive.outputStream as AsyncIterable<Buffer>))
}

/** Replaces a member's name by one of the same length, which zip writers refuse to write. */
export function renamed(archive: Buffer, from: string, to: string): Buffer {
  const bytes = Buffer.from(archive)
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1')
  return bytes
}
