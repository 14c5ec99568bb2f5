import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { throwIfAborted } from '../lib/abort'
import { wrapSystemError } from '../lib/errors'
import type { DemoFile } from './plan-types'

export interface WriteOptions {
  signal: AbortSignal
  /** After each file: its path and the bytes written so far. */
  progress?(done: { path: string; files: number; bytes: number }): void
}

/** Writes the files below `folder` (the workspace's `sources`), replacing what is there; stops between files when cancelled. */
export async function writeDemoSources(folder: string, files: readonly DemoFile[], options: WriteOptions): Promise<void> {
  let bytes = 0
  for (const [index, file] of files.entries()) {
    throwIfAborted(options.signal)
    const content = file.bytes()
    await writeInto(join(folder, file.path), content)
    bytes += content.byteLength
    options.progress?.({ path: file.path, files: index + 1, bytes })
  }
}

async function writeInto(path: string, content: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  } catch (error) {
    throw wrapSystemError(error)
  }
}
