import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { writeFileAtomic } from '../lib/atomic-file'
import { AppError } from '../lib/errors'
import { isTestBuild, planted } from '../lib/plant'

const content = z.record(z.string(), z.string())
export type SecretTexts = z.infer<typeof content>

/** Longer ones are no file of secrets. */
const MAX_BYTES = 1_048_576

/**
 * Reads a file of secrets that only its owner, this user, may read (mode 0600); none where it is not there.
 * Errors: `secret.no_store` where others could read it, it is no ordinary file, or it is not JSON of texts: its content is then not looked at.
 */
export async function readSecretsFile(path: string): Promise<SecretTexts> {
  const file = await openIfThere(path)
  if (file === undefined) return {}
  try {
    await refuseUnsafe(path, file)
    return parse(path, await file.readFile('utf8'))
  } finally {
    await file.close()
  }
}

/** Replaces the file as a whole, mode 0600. */
export async function writeSecretsFile(path: string, texts: SecretTexts): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(texts, null, 2)}\n`, 0o600)
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    // A link could be pointed elsewhere, and a pipe would wait for ever.
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return undefined
    if (code === 'ELOOP') throw noStore(path, 'it is a symbolic link', 'Name the file itself.')
    throw noStore(path, error instanceof Error ? error.message : String(error), 'Name a file that this user can read.')
  }
}

async function refuseUnsafe(path: string, file: FileHandle): Promise<void> {
  const found = await file.stat()
  const { mode, uid, size } = found
  if (!found.isFile()) throw noStore(path, 'it is no ordinary file', 'Name an ordinary file.')
  if (size > MAX_BYTES) throw noStore(path, `it has ${size} bytes`, 'A file of secrets is JSON: {"connection/name": "value"}.')
  if (process.platform === 'win32' || (isTestBuild && planted('any-mode'))) return
  if ((mode & 0o077) !== 0)
    throw noStore(path, `others may read it (mode ${(mode & 0o777).toString(8).padStart(4, '0')})`, `chmod 600 ${path}`)
  if (uid !== process.getuid?.()) throw noStore(path, 'it belongs to another user', `Let this user own it, with mode 0600.`)
}

function parse(path: string, text: string): SecretTexts {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // The reason would quote a part of the file.
    json = undefined
  }
  const parsed = content.safeParse(json)
  if (parsed.success) return parsed.data
  throw noStore(path, 'it is not a JSON object of texts', 'Write it as {"connection/name": "value"}.')
}

const noStore = (path: string, why: string, hint: string): AppError =>
  new AppError('secret.no_store', `The file of secrets ${path} is not read: ${why}.`, { hint, details: { path, reason: why } })
