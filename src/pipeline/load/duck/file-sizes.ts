import { stat } from 'node:fs/promises'
import { wrapSystemError } from '../../lib/errors'

/** How many bytes a byte of Parquet may become in memory, about. */
export const UNPACKED = 8

/** Bytes of files together. */
export async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0
  for (const file of files) {
    try {
      bytes += (await stat(file)).size
    } catch (error) {
      throw wrapSystemError(error)
    }
  }
  return bytes
}
