import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { contentType } from '../contract'
import { AppError } from '../lib/errors'

export interface StaticFile {
  path: string
  type: string
}

/** The files that may be served, by URL path, as they are at start; what is not in the list does not exist, links included. */
export async function listStaticFiles(root: string): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    const hint = 'In a checkout, build them with "npm run build".'
    throw new AppError('file.missing', `The pages of the app are not there: ${root}.`, { hint, cause })
  })
  const files = new Map<string, StaticFile>()
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const type = contentType(entry.name)
    if (entry.isFile() && type !== undefined) files.set(`/${relative(root, path).split(sep).join('/')}`, { path, type })
  }
  const index = files.get('/index.html')
  if (index !== undefined) files.set('/', index)
  return files
}
