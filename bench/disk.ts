import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Makes every file and folder below a folder durable, files in parallel, as a lake's writer must. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  await Promise.all(entries.map((entry) => sync(join(entry.parentPath, entry.name))))
  await sync(folder)
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** One write and one fsync of so many bytes. */
export async function writeSynced(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.write(Buffer.alloc(bytes, 1))
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Bytes of all files below a folder. */
export async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
