import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../lib/errors'
import { safeFileName } from './file-name'

/** Left free for the load that follows, in bytes. */
const RESERVE_BYTES = 64 * 1024 * 1024

/**
 * Streams a dropped file to `<inbox>/<id>/<name>` and returns that path. It is refused before (by its declared size) or as soon as
 * it would fill the disk (`disk.full`); a broken upload leaves nothing behind.
 */
export async function receiveUpload(
  body: Readable,
  name: string,
  declaredBytes: number | undefined,
  inbox: string
): Promise<string> {
  const file = safeFileName(name)
  await mkdir(inbox, { recursive: true, mode: 0o700 })
  const room = await roomFor(inbox)
  if (declaredBytes !== undefined && declaredBytes > room) throw tooLarge(file)
  const folder = join(inbox, randomUUID())
  await mkdir(folder, { mode: 0o700 })
  const path = join(folder, file)
  try {
    await pipeline(body, limit(room, file), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return path
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function roomFor(folder: string): Promise<number> {
  const disk = await statfs(folder)
  return disk.bavail * disk.bsize - RESERVE_BYTES
}

function limit(room: number, file: string): Transform {
  let bytes = 0
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length
      if (bytes > room) done(tooLarge(file))
      else done(null, chunk)
    }
  })
}

const tooLarge = (file: string) =>
  new AppError('disk.full', `There is no room on the disk for ${file}.`, {
    hint: 'Free space, then drop the file again; nothing was changed.'
  })
