import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../lib/clock'

/** Entries that are looked at in one folder tree; a larger one is told as far as that. */
const MOST_ENTRIES = 200_000
/** Files that are asked for their size at one time. */
const AT_ONCE = 64
/** A size is counted again after so long, in ms: whoever looks at it does so every few seconds. */
const KEPT_MS = 60_000

/** Bytes of folders, counted on the disk and kept for a minute. */
export class FolderSizes {
  private readonly counted = new Map<string, { bytes: Promise<number>; at: number }>()

  constructor(private readonly clock: Pick<Clock, 'monotonic'>) {}

  /** Bytes of all files below a folder; 0 where there is none. Links are not followed. */
  of(folder: string): Promise<number> {
    const now = this.clock.monotonic()
    const known = this.counted.get(folder)
    if (known !== undefined && now - known.at < KEPT_MS) return known.bytes
    const bytes = count(folder)
    this.counted.set(folder, { bytes, at: now })
    return bytes
  }
}

async function count(folder: string): Promise<number> {
  let bytes = 0
  let left = MOST_ENTRIES
  const folders = [folder]
  for (let at = folders.pop(); at !== undefined && left > 0; at = folders.pop()) {
    const entries = await readdir(at, { withFileTypes: true }).catch(() => [])
    left -= entries.length
    for (const entry of entries) if (entry.isDirectory()) folders.push(join(at, entry.name))
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(at, name))
    for (let next = 0; next < files.length; next += AT_ONCE) {
      const sizes = await Promise.all(files.slice(next, next + AT_ONCE).map((path) => stat(path).then(({ size }) => size, gone)))
      bytes += sizes.reduce((sum, size) => sum + size, 0)
    }
  }
  return bytes
}

/** It was removed between the listing and the look. */
const gone = (): number => 0
