import type { BigIntStats } from 'node:fs'
import { AppError } from '../../lib/errors'

/** What tells one state of a file from another: device, inode, size and modification time (ns). */
export interface FileIdentity {
  dev: bigint
  ino: bigint
  size: bigint
  mtimeNs: bigint
}

export const identityOf = ({ dev, ino, size, mtimeNs }: BigIntStats): FileIdentity => ({ dev, ino, size, mtimeNs })

/** Throws `source.changed` unless the file is still the one that was looked at. */
export function requireSame(before: FileIdentity, after: FileIdentity, name: string): void {
  const same =
    before.dev === after.dev && before.ino === after.ino && before.size === after.size && before.mtimeNs === after.mtimeNs
  if (same) return
  throw new AppError('source.changed', `"${name}" changed while it was read (${before.size} bytes, now ${after.size}).`, {
    hint: 'Wait until whatever writes the file has finished, then load again; nothing was changed.',
    retriable: true,
    details: { file: name, bytesBefore: Number(before.size), bytesNow: Number(after.size) }
  })
}
