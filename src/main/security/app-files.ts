import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { contentType, fileHeaders, pageHeaders, withNonce } from '../../pipeline/contract'

/** Path of a URL to a file on disk; what is not in it does not exist. */
export type AppFiles = ReadonlyMap<string, string>

/** The built renderer's files as they are at start, links excluded. */
export async function listAppFiles(root: string): Promise<AppFiles> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = new Map<string, string>()
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && contentType(entry.name) !== undefined) files.set(`/${relative(root, path).split(sep).join('/')}`, path)
  }
  return files
}

/** Answers `app://penstock/…` from the list: 405 for anything but GET, 404 for every other host, path, encoding and traversal. */
export async function answer(request: { method: string; url: string }, files: AppFiles): Promise<Response> {
  if (request.method !== 'GET') return refuse(405)
  const url = new URL(request.url)
  const path = url.pathname === '/' ? '/index.html' : url.pathname
  const file = url.host === 'penstock' ? files.get(path) : undefined
  if (file === undefined) return refuse(404)
  const type = contentType(file) ?? 'application/octet-stream'
  if (!type.startsWith('text/html'))
    return new Response(await readFile(file), { headers: { ...fileHeaders, 'content-type': type } })
  const nonce = randomBytes(16).toString('base64')
  return new Response(withNonce(await readFile(file, 'utf8'), nonce), {
    headers: { ...pageHeaders(nonce), 'content-type': type }
  })
}

const refuse = (status: number): Response => new Response(null, { status, headers: fileHeaders })
