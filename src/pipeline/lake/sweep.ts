import { readdir, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { wrapSystemError } from '../lib/errors'
import { STAGING, TEMPORARY } from './folder-store'

/** The temporary files of FolderStore: the table, 16 hex digits, `.tmp`. */
const OURS = /^(.+)\.[0-9a-f]{16}\.tmp$/

/** The table that a temporary file was meant for; undefined for names that are not ours. */
export const tableOfTemporary = (name: string): string | undefined => OURS.exec(name)?.[1]

/**
 * Removes what killed writers left in Penstock's own corner of a lake folder: temporary files of our naming and staged data. Only for
 * the one engine of a workspace, before it starts to write. `keep`: staged runs that are still needed. Returns how many things it removed.
 */
export async function sweepLake(root: string, keep: (run: string) => boolean = () => false): Promise<number> {
  const temporaries = (await namesIn(root, TEMPORARY)).filter((name) => tableOfTemporary(name) !== undefined)
  const staged = await stagedRuns(root)
  const left = staged.filter(({ run }) => !keep(run)).map(({ path }) => path)
  const paths = [...temporaries.map((name) => join(root, TEMPORARY, name)), ...left]
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true, maxRetries: 3 })))
  return paths.length
}

/** Staged data lies by dataset and run. */
async function stagedRuns(root: string): Promise<{ run: string; path: string }[]> {
  const datasets = await namesIn(root, STAGING)
  const runs = datasets.map(async (dataset) => {
    const folder = `${STAGING}/${dataset}`
    return (await namesIn(root, folder)).map((run) => ({ run, path: join(root, folder, run) }))
  })
  return (await Promise.all(runs)).flat()
}

/** Nothing behind a link: what lies there is not ours. */
async function namesIn(root: string, corner: string): Promise<string[]> {
  try {
    const folder = join(await realpath(root), corner)
    return (await realpath(folder)) === folder ? await readdir(folder) : []
  } catch (error) {
    const app = wrapSystemError(error)
    if (app.code === 'file.missing') return []
    throw app
  }
}
