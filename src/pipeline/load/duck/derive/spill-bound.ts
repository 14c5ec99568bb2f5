import { mkdir, statfs } from 'node:fs/promises'
import { wrapSystemError } from '../../../lib/errors'

/** Of what is free on the disk, temporary files take no more than this share. */
const SHARE = 0.5

/** Bytes that temporary files in a folder, which is made where it is missing, may take: `most`, or less on a disk that has little room. */
export async function spillBound(folder: string, most: number): Promise<number> {
  try {
    await mkdir(folder, { recursive: true })
    const { bavail, bsize } = await statfs(folder)
    return Math.floor(Math.min(most, bavail * bsize * SHARE))
  } catch (error) {
    throw wrapSystemError(error)
  }
}
