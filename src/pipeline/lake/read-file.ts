import { close, constants, open, read, readFile } from 'node:fs'
import { promisify } from 'node:util'

// Descriptors, not the promise API's file handles: these cost twice as much, which shows when 10,000 commits are read.
const openFile = promisify(open)
const closeFile = promisify(close)
const readAll = promisify(readFile)
const readAt = promisify(read)

/** Links are not followed. Windows knows no such flag; there the check of the folder has to do. */
const FLAGS = process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NOFOLLOW

export const readWhole = (path: string): Promise<Uint8Array> => withFile(path, (file) => readAll(file))

/** Bytes [start, end) as far as the file has them. */
export const readRange = (path: string, { start, end }: { start: number; end: number }): Promise<Uint8Array> =>
  withFile(path, async (file) => {
    const bytes = Buffer.alloc(Math.max(0, end - start))
    const { bytesRead } = await readAt(file, bytes, 0, bytes.length, start)
    return bytes.subarray(0, bytesRead)
  })

async function withFile<T>(path: string, work: (file: number) => Promise<T>): Promise<T> {
  const file = await openFile(path, FLAGS)
  try {
    return await work(file)
  } finally {
    await closeFile(file)
  }
}
