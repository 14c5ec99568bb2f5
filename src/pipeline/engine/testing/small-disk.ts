import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { toErrorData } from '../../lib/errors'

const mount = (folder: string, megabytes: number): void =>
  void execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
const unmount = (folder: string): void => void execFileSync('umount', ['-l', folder], { stdio: 'ignore' })

/** Only where this user may mount file systems: as root on Linux. */
export const withoutMount: boolean = !canMount()

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const folder = mkdtempSync(join(tmpdir(), 'penstock-mount-'))
  try {
    mount(folder, 1)
    unmount(folder)
    return true
  } catch {
    return false
  } finally {
    rmdirSync(folder)
  }
}

/** A file system of its own, which is gone after the test. */
export interface SmallDisk {
  /** Fills it up, but for so many bytes; others may take those meanwhile. */
  fill(left: number): Promise<void>
  /** Gives back what `fill` took. */
  clear(): Promise<void>
}

/** `folder`: an empty one, or one whose contents are out of sight for the time. */
export function smallDisk(megabytes: number, folder: string): SmallDisk {
  mount(folder, megabytes)
  onTestFinished(() => unmount(folder))
  const ballast = join(folder, 'ballast')
  const fill = async (left: number): Promise<void> => {
    const { bavail, bsize } = await statfs(folder)
    await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - left))).catch((error: unknown) => {
      if (toErrorData(error).code !== 'disk.full') throw error
    })
  }
  return { fill, clear: () => rm(ballast) }
}
