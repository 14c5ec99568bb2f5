import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Health } from '../../contract'
import { toInstant } from '../../lib/clock'
import type { Services } from '../services'

const DAY_MS = 86_400_000
/** Days over which the pace is told. */
const PACE_DAYS = 7
/** Entries that are looked at in one folder tree; a larger one is told as far as that. */
const MOST_ENTRIES = 200_000

/** Room on the disk, and what of it is whose. */
export async function diskNow({ workspace, state, clock }: Services, lakeBytes: number): Promise<Health['disk']> {
  const [disk, rawBytes, stateBytes, logBytes] = await Promise.all([
    statfs(workspace.lake).catch(() => undefined),
    folderBytes(join(workspace.lake, '_raw')),
    folderBytes(workspace.state),
    folderBytes(join(workspace.state, 'logs'))
  ])
  const freeBytes = disk === undefined ? null : disk.bavail * disk.bsize
  const perDay = state.runs.bytesWritten(toInstant(clock.now() - PACE_DAYS * DAY_MS)) / PACE_DAYS
  return {
    freeBytes,
    totalBytes: disk === undefined ? null : disk.blocks * disk.bsize,
    ...{ lakeBytes, rawBytes, stateBytes, logBytes },
    daysLeft: freeBytes === null || perDay === 0 ? null : freeBytes / perDay
  }
}

/** Bytes of all files below a folder; 0 where there is none. Links are not followed. */
export async function folderBytes(folder: string): Promise<number> {
  let bytes = 0
  let left = MOST_ENTRIES
  const folders = [folder]
  for (let at = folders.pop(); at !== undefined && left > 0; at = folders.pop()) {
    const entries = await readdir(at, { withFileTypes: true }).catch(() => [])
    left -= entries.length
    for (const entry of entries) if (entry.isDirectory()) folders.push(join(at, entry.name))
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(at, name))
    const sizes = await Promise.all(files.map((path) => stat(path).then(({ size }) => size, gone)))
    bytes += sizes.reduce((sum, size) => sum + size, 0)
  }
  return bytes
}

/** It was removed between the listing and the look. */
const gone = (): number => 0
