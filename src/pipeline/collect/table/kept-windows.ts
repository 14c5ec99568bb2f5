import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { z } from 'zod'
import { readTextIfExists, syncFolder, writeFileAtomic } from '../../lib/atomic-file'
import { AppError } from '../../lib/errors'

const unpack = promisify(zstdDecompress)

/** What is known of a window that was read to its end; beside `rows.csv.zst`, its rows. */
const keptWindow = z.object({
  format: z.literal(1),
  window: z.string(),
  /** The collection that read it. */
  id: z.string(),
  /** What was asked, as JSON: rows of another table or column are no answer to this question. */
  asked: z.string().optional(),
  /** The first statement by which it was asked. */
  query: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  /** Of the compressed file. */
  sha256: z.string(),
  /** Bytes of each of its frames, one after the other. */
  frames: z.array(z.number().int()),
  /** Names the fields; a file of other fields is no answer to this question. */
  fields: z.array(z.string()),
  watermark: z.string().optional(),
  notes: z.array(z.object({ code: z.string(), column: z.string().nullable(), count: z.number().int() })),
  /** ms since the epoch. */
  at: z.number()
})
export type KeptWindow = z.infer<typeof keptWindow>

const ROWS = 'rows.csv.zst'
const DONE = 'done.json'
const HALF = '.part'

/** A window's name as a folder or file. */
export const fileName = (window: string): string => encodeURIComponent(window).replaceAll('*', '%2A').replace(/^\./, '%2E')

/** What is no JSON any more is damaged: as if nothing had been kept. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The folder of each window holds what was last read of it; a reading that does not end leaves that as it is. */
export class KeptWindows {
  private readonly folder: string

  constructor(raw: string) {
    this.folder = join(raw, 'table')
  }

  async find(window: string): Promise<KeptWindow | undefined> {
    const text = await readTextIfExists(join(this.folder, fileName(window), DONE))
    if (text === undefined) return undefined
    const parsed = keptWindow.safeParse(parsedJson(text))
    return parsed.success ? parsed.data : undefined
  }

  /** An empty folder in which a window is written; answers the path of its rows. */
  async begin(window: string): Promise<string> {
    const folder = this.half(window)
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    return join(folder, ROWS)
  }

  /** From now on this is what is kept of the window. */
  async finish(kept: KeptWindow): Promise<void> {
    const [half, whole] = [this.half(kept.window), join(this.folder, fileName(kept.window))]
    await writeFileAtomic(join(half, DONE), `${JSON.stringify(kept, undefined, 2)}\n`)
    await rm(whole, { recursive: true, force: true })
    await rename(half, whole)
    await syncFolder(this.folder)
  }

  async drop(window: string): Promise<void> {
    await rm(this.half(window), { recursive: true, force: true })
  }

  /**
   * Writes the kept rows as plain CSV. Error: `file.corrupt` where they are not what was kept. Frames are unpacked one by one: Node's
   * unpacking stream loses those that begin where a piece of the file ends.
   */
  async restore({ window, sha256, frames }: KeptWindow, to: string): Promise<void> {
    const path = join(this.folder, fileName(window), ROWS)
    const hash = createHash('sha256')
    const from = await open(path)
    const plain = await open(to, 'w')
    try {
      for (const bytes of frames) {
        const { buffer, bytesRead } = await from.read(Buffer.allocUnsafe(bytes), 0, bytes)
        if (bytesRead < bytes) throw corrupt(path, window)
        hash.update(buffer)
        await plain.appendFile(await unpack(buffer).catch(() => Promise.reject(corrupt(path, window))))
      }
    } finally {
      await from.close()
      await plain.close()
    }
    if (hash.digest('hex') !== sha256) throw corrupt(path, window)
  }

  private half(window: string): string {
    return join(this.folder, `${fileName(window)}${HALF}`)
  }
}

const corrupt = (path: string, window: string): AppError =>
  new AppError('file.corrupt', `The kept rows of ${window} are not what was written: ${path}`, {
    hint: 'Collect that date again.',
    details: { path, window }
  })
