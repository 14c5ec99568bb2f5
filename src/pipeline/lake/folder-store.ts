import { randomBytes } from 'node:crypto'
import { lstat, mkdir, realpath, rename } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { AppError, wrapSystemError } from '../lib/errors'
import {
  claimName,
  describe,
  makeFolders,
  makeScratchFolders,
  removeIfThere,
  sameFile,
  syncFile,
  syncFolder,
  withTemporary,
  writeSynced
} from './durable'
import { filesBelow, foldersBelow, headsBelow } from './folder-listing'
import { refused, segmentsOf } from './keys'
import type { ObjectHead, ObjectStore } from './object-store'
import { readRange, readWhole } from './read-file'

/** Penstock's own corner of a lake: temporary files and staged data. Names of tables never begin with `_`. */
export const TEMPORARY = '_penstock/tmp'
export const STAGING = '_penstock/staging'

/** Opens (and makes, where it is missing) the folder of a lake. */
export async function openFolderStore(root: string): Promise<FolderStore> {
  try {
    await mkdir(resolve(root), { recursive: true })
    return new FolderStore(await realpath(root))
  } catch (error) {
    throw wrapSystemError(error)
  }
}

/** A lake in a folder of this machine. Links that lead out of it are never followed. */
export class FolderStore implements ObjectStore {
  /** Folders found to lie inside, so that reading 10,000 commits asks once. */
  private readonly inside = new Set<string>()

  /** `root` without links; see openFolderStore. */
  constructor(private readonly root: string) {}

  async read(key: string, range?: { start: number; end: number }, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted()
    const path = await this.pathOf(key)
    try {
      return range === undefined ? await readWhole(path) : await readRange(path, range)
    } catch (error) {
      throw this.named(error, key)
    }
  }

  async head(key: string): Promise<ObjectHead | undefined> {
    const path = await this.pathOf(key)
    try {
      const found = await lstat(path)
      return found.isFile() ? { key, bytes: found.size, modifiedAt: found.mtimeMs } : undefined
    } catch (error) {
      const app = this.named(error, key)
      if (app.code === 'file.missing') return undefined
      throw app
    }
  }

  async *list(prefix: string, options: { after?: string } = {}): AsyncIterable<ObjectHead> {
    yield* headsBelow(await this.folderOf(prefix), prefix, options.after)
  }

  async *keys(prefix: string, options: { after?: string } = {}): AsyncIterable<string> {
    for await (const { key } of filesBelow(await this.folderOf(prefix), prefix, options.after)) yield key
  }

  async folders(prefix: string): Promise<string[]> {
    return foldersBelow(await this.folderOf(prefix))
  }

  async createOnce(key: string, bytes: Uint8Array): Promise<'created' | 'exists'> {
    const { path, temporary } = await this.target(key, bytes.length)
    return withTemporary(temporary, key, bytes.length, async () => {
      await writeSynced(temporary, bytes)
      const outcome = await claimName(temporary, path)
      if (outcome === 'created') await syncFolder(dirname(path))
      return outcome
    })
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const { path, temporary } = await this.target(key, bytes.length)
    await withTemporary(temporary, key, bytes.length, async () => {
      await writeSynced(temporary, bytes)
      await rename(temporary, path)
      await syncFolder(dirname(path))
    })
  }

  async adopt(localPath: string, key: string): Promise<void> {
    const path = await this.pathOf(key)
    try {
      await Promise.all([syncFile(localPath), makeFolders(dirname(path))])
      await this.mustBeInside(path, key)
      const outcome = await claimName(localPath, path)
      if (outcome === 'exists' && !(await sameFile(localPath, path))) throw taken(key)
      await syncFolder(dirname(path))
      await removeIfThere(localPath)
    } catch (error) {
      throw describe(error, key, (await lstat(localPath).catch(() => undefined))?.size ?? 0)
    }
  }

  async delete(key: string): Promise<void> {
    const path = await this.pathOf(key)
    try {
      await removeIfThere(path)
    } catch (error) {
      throw this.named(error, key)
    }
  }

  async localPath(key: string): Promise<string> {
    const path = await this.pathOf(key)
    const found = await lstat(path).catch(() => undefined)
    if (found?.isSymbolicLink() === true) throw refused(key, 'is a link')
    return path
  }

  async stagingFolder(dataset: string, run: string): Promise<string> {
    const key = `${STAGING}/${dataset}/${run}`
    const folder = await this.pathOf(key)
    try {
      await makeScratchFolders(folder)
      return folder
    } catch (error) {
      throw describe(error, key, 0)
    }
  }

  private async folderOf(prefix: string): Promise<string> {
    const folder = prefix === '' ? this.root : await this.pathOf(prefix.replace(/\/$/, ''))
    await this.mustBeInside(join(folder, '_'), prefix)
    return folder
  }

  /** Where a new object goes, and a temporary file for it on the same file system. */
  private async target(key: string, bytes: number): Promise<{ path: string; temporary: string }> {
    const path = await this.pathOf(key)
    const name = `${segmentsOf(key)[0] ?? ''}.${randomBytes(8).toString('hex')}.tmp`
    const temporary = await this.pathOf(`${TEMPORARY}/${name}`)
    try {
      await makeFolders(dirname(temporary))
      await makeFolders(dirname(path))
    } catch (error) {
      throw describe(error, key, bytes)
    }
    await this.mustBeInside(path, key)
    return { path, temporary }
  }

  private async pathOf(key: string): Promise<string> {
    const path = join(this.root, ...segmentsOf(key))
    await this.mustBeInside(path, key)
    return path
  }

  /** Refuses a folder that is, or lies behind, a link out of the lake. Folders that do not exist yet are checked up to where they do. */
  private async mustBeInside(path: string, key: string): Promise<void> {
    const folder = dirname(path)
    if (this.inside.has(folder)) return
    const real = await realpath(folder).catch((error: unknown) => this.absent(error, key))
    if (real === undefined) {
      if (folder !== this.root) await this.mustBeInside(folder, key)
      return
    }
    if (real !== this.root && !real.startsWith(this.root + sep)) throw refused(key, 'leads out of the lake by a link')
    this.inside.add(folder)
  }

  private absent(error: unknown, key: string): undefined {
    const app = this.named(error, key)
    if (app.code !== 'file.missing') throw app
    return undefined
  }

  private named(error: unknown, key: string): AppError {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return refused(key, 'is a link')
    const app = wrapSystemError(error)
    if (app.code !== 'file.missing') return app
    return new AppError('file.missing', `The lake has no file ${key}.`, {
      hint: 'Run fsck to see what is missing; bring it back from a backup.',
      details: { ...app.details, key }
    })
  }
}

const taken = (key: string): AppError =>
  new AppError('path.refused', `The lake has another file ${key} already; data files are never overwritten.`, {
    hint: 'Load again: each load names its files anew.',
    details: { key }
  })
