import { randomBytes } from 'node:crypto'

/** An id that sorts by time: 9 characters of ms since the epoch in base 36, `-`, 12 random hex digits. Lower case, safe in file names. */
export function newId(nowMs: number): string {
  return `${Math.trunc(nowMs).toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`
}
