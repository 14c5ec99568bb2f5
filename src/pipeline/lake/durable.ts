import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { link, mkdir, open, rename, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder as syncFolderNow } from '../lib/atomic-file'
import { AppError, wrapSystemError } from '../lib/errors'
import { isTestBuild, planted } from '../lib/plant'

/** Writes a new file whose bytes are on the disk once this returns. */
export async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o644)
  try {
    await file.writeFile(bytes)
    await syncOrPlant(() => file.sync())
  } finally {
    await file.close()
  }
}

/** Brings the bytes of a file that somebody else wrote onto the disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, constants.O_RDWR)
  try {
    await syncOrPlant(() => file.sync())
  } finally {
    await file.close()
  }
}

export async function syncFolder(path: string): Promise<void> {
  if (isTestBuild && planted('no-dir-fsync')) return
  await syncOrPlant(() => syncFolderNow(path))
}

/** Makes a folder and those above it; each new one is durable. */
export const makeFolders = (folder: string): Promise<void> => makeEach(folder, syncFolder)

/** Makes a folder and those above it, for files that a crash may take. */
export const makeScratchFolders = (folder: string): Promise<void> => makeEach(folder, () => Promise.resolve())

/** One by one, since Node's own recursion tells of a full disk as ENOENT. */
async function makeEach(folder: string, made: (parent: string) => Promise<void>): Promise<void> {
  const code = await tryFolder(folder)
  if (code === 'ENOENT') {
    await makeEach(dirname(folder), made)
    await tryFolder(folder, true)
  }
  if (code !== 'EEXIST') await made(dirname(folder))
}

/** `made`, or why it could not be made where that is no fault: it exists, or the one above it does not (unless that was seen to). */
async function tryFolder(folder: string, parentExists = false): Promise<'made' | 'EEXIST' | 'ENOENT'> {
  try {
    await mkdir(folder)
    return 'made'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || (code === 'ENOENT' && !parentExists)) return code
    throw error
  }
}

/** Gives a finished file a name that nobody has; `exists` where somebody has it. Only hard links can promise this. */
export async function claimName(from: string, to: string): Promise<'created' | 'exists'> {
  if (isTestBuild && planted('commit-by-rename')) {
    await rename(from, to)
    return 'created'
  }
  try {
    await link(from, to)
    return 'created'
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EEXIST') return 'exists'
    if (noLinks.has(code) && !(code === 'EPERM' && (await linksWork(dirname(to))))) throw withoutLinks(to, code)
    throw error
  }
}

/** EPERM says two things: that links are unknown here, or that this one is not allowed. A link of a file of our own tells which. */
async function linksWork(folder: string): Promise<boolean> {
  const own = join(folder, `.penstock-link-${randomUUID()}`)
  try {
    await writeFile(own, '', { flag: 'wx' })
    await link(own, `${own}-2`)
    return true
  } catch (error) {
    // Where not even a file can be made, the link was refused for want of rights.
    return (error as NodeJS.ErrnoException).syscall === 'open'
  } finally {
    await Promise.all([own, `${own}-2`].map((path) => rm(path, { force: true })))
  }
}

/** Whether two names are the same file: a link of ours whose answer was lost. */
export async function sameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(a), stat(b)])
  return one.ino === other.ino && one.dev === other.dev
}

/** Removes a name that may be gone already. */
export async function removeIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  })
}

/** Runs work that makes a temporary file; the file is gone afterwards, whatever happened. */
export async function withTemporary<T>(temporary: string, key: string, bytes: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw describe(error, key, bytes)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** A full disk says how much was needed and for what, a failing one which file it was. */
export function describe(error: unknown, key: string, bytes: number): AppError {
  const app = wrapSystemError(error)
  const details = { ...app.details, key, bytesNeeded: bytes }
  if (app.code === 'disk.full') {
    const message = `The disk of the lake is full: ${bytes} bytes are needed for ${key}.`
    return new AppError('disk.full', message, {
      hint: 'Free space on the disk, then try again; nothing was changed.',
      retriable: true,
      details
    })
  }
  if (app.code !== 'internal') return app
  return new AppError('internal', `The disk of the lake did not take ${key}: ${app.message}.`, {
    hint: 'Look at the health of the disk, then try again; what was committed before is safe.',
    details
  })
}

async function syncOrPlant(sync: () => Promise<void>): Promise<void> {
  if (!(isTestBuild && planted('ignore-fsync-error'))) return sync()
  await sync().catch(() => undefined)
}

const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'])

const withoutLinks = (path: string, code: string): AppError =>
  new AppError('lake.filesystem', `The file system of ${path} cannot make hard links (${code}), which commits need.`, {
    hint: 'Put the lake on a local disk (ext4, xfs, APFS, NTFS); FAT, exFAT and some network shares cannot hold one.',
    details: { path, system: code }
  })
