import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { z } from 'zod'

const line = z.object({
  commitInfo: z.object({ runId: z.string().optional() }).optional(),
  txn: z.object({ appId: z.string(), version: z.number() }).optional(),
  add: z.object({ path: z.string() }).optional(),
  remove: z.object({ path: z.string() }).optional()
})

/**
 * Reads a Delta table by plain code that shares nothing with ours: it replays the JSON commits in order and reads Parquet with
 * hyparquet. `files` are the live data files, `everNamed` all that any commit ever named, `txns` the newest version of each transaction, `runs`
 * who made each commit, oldest first.
 */
export async function replayLog(
  table: string
): Promise<{ version: number; files: string[]; everNamed: Set<string>; txns: Record<string, number>; runs: string[] }> {
  const log = join(table, '_delta_log')
  const commits = (await readdir(log).catch(() => [])).filter((name) => /^\d{20}\.json$/.test(name)).sort()
  const live = new Set<string>()
  const everNamed = new Set<string>()
  const txns: Record<string, number> = {}
  const runs: string[] = []
  for (const name of commits) {
    for (const text of (await readFile(join(log, name), 'utf8')).trim().split('\n')) {
      const { add, remove, txn, commitInfo } = line.parse(JSON.parse(text))
      if (commitInfo !== undefined) runs.push(commitInfo.runId ?? '')
      if (txn !== undefined) txns[txn.appId] = txn.version
      if (remove !== undefined) live.delete(decodeURIComponent(remove.path))
      if (add === undefined) continue
      live.add(decodeURIComponent(add.path))
      everNamed.add(decodeURIComponent(add.path))
    }
  }
  return { version: commits.length - 1, files: [...live].sort(), everNamed, txns, runs }
}

export async function readRows(table: string, files: readonly string[]): Promise<Record<string, unknown>[]> {
  const pages = files.map(async (path) => {
    const bytes = await readFile(join(table, path))
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    return parquetReadObjects({ file, compressors })
  })
  return (await Promise.all(pages)).flat()
}

/** All data files that lie in the table's folder, whether a commit names them or not. */
export async function filesOnDisk(table: string): Promise<string[]> {
  const found = await readdir(table, { recursive: true }).catch(() => [])
  return found.filter((path) => path.endsWith('.parquet') && !path.startsWith('_')).sort()
}

/** What writers left in Penstock's own corner of a lake: temporary and staged files, by their path below it. */
export async function leftInCorner(lake: string): Promise<string[]> {
  const found = await readdir(join(lake, '_penstock'), { recursive: true, withFileTypes: true }).catch(() => [])
  return found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}
