import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import PQueue from 'p-queue'
import { AppError } from '../../../lib/errors'

/** Files that are kept for the next refresh. */
const KEPT = 8
/** Files that may wait to be made; more askers are told to come again. */
const MOST_WAITING = 16

interface Making {
  file: Promise<MadeFile>
  stop: AbortController
  askers: number
}

export interface MadeFile {
  path: string
  bytes: number
}

/** Makes `path`, using `scratch`, which is removed afterwards. */
export type MakeFile = (path: string, scratch: string, signal: AbortSignal) => Promise<unknown>

/** Files made for shares, by a key that names all that they hold: each is made once, one at a time, and the newest are kept. */
export class ShareFiles {
  private readonly making = new Map<string, Making>()
  private readonly kept = new Map<string, MadeFile>()
  private readonly queue = new PQueue({ concurrency: 1 })
  private cleared: Promise<void> | undefined

  constructor(private readonly folder: string) {}

  /** Undefined where it would have to be made first. */
  known(key: string): MadeFile | undefined {
    return this.kept.get(key)
  }

  /** The file, made now where it is not there. It is given up once nobody who asked is left. Errors: `load.busy`, `cancelled`, and those of `make`. */
  async get(key: string, make: MakeFile, signal: AbortSignal): Promise<MadeFile> {
    const known = this.kept.get(key)
    if (known !== undefined && (await isThere(known))) return known
    const making = this.making.get(key) ?? this.begin(key, make)
    making.askers += 1
    const leave = (): void => {
      making.askers -= 1
      if (making.askers === 0) making.stop.abort()
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      return await making.file
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  /** What earlier engines left is of no use: versions may have been made anew under the same number. */
  private clear(): Promise<void> {
    this.cleared ??= rm(this.folder, { recursive: true, force: true, maxRetries: 3 }).then(async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 })
    })
    return this.cleared
  }

  private begin(key: string, make: MakeFile): Making {
    if (this.queue.size >= MOST_WAITING)
      throw new AppError('load.busy', 'Too many files are asked for at one time.', { retriable: true })
    const stop = new AbortController()
    const made = this.queue.add(() => this.make(key, make, stop.signal))
    const file = made.finally(() => this.making.delete(key))
    const making = { file, stop, askers: 0 }
    this.making.set(key, making)
    return making
  }

  private async make(key: string, make: MakeFile, signal: AbortSignal): Promise<MadeFile> {
    if (signal.aborted) throw new AppError('cancelled', 'Nobody waits for this file any more.')
    await this.clear()
    const path = join(this.folder, key)
    const scratch = `${path}.work`
    const partial = join(scratch, 'file')
    try {
      await mkdir(scratch, { recursive: true, mode: 0o700 })
      await make(partial, join(scratch, 'scratch'), signal)
      await rename(partial, path)
    } finally {
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 })
    }
    const file = { path, bytes: (await stat(path)).size }
    this.kept.set(key, file)
    await this.forgetOld()
    return file
  }

  /** A file that is still being read stays readable for its reader. */
  private async forgetOld(): Promise<void> {
    while (this.kept.size > KEPT) {
      const oldest = this.kept.keys().next().value
      if (oldest !== undefined) this.kept.delete(oldest)
    }
    const names = await readdir(this.folder)
    const old = names.filter((name) => !this.kept.has(name) && !name.endsWith('.work'))
    await Promise.all(old.map((name) => rm(join(this.folder, name), { force: true }).catch(() => undefined)))
  }
}

const isThere = ({ path, bytes }: MadeFile): Promise<boolean> =>
  stat(path).then(
    (found) => found.size === bytes,
    () => false
  )
