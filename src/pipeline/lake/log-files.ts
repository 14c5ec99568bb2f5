import { z } from 'zod'
import type { ObjectStore } from './object-store'

/** The folder of a table's log, as a prefix of keys. */
export const logPrefix = (table: string): string => `${table}/_delta_log/`

const digits = (value: number, width: number): string => String(value).padStart(width, '0')
export const commitKey = (table: string, version: number): string => `${logPrefix(table)}${digits(version, 20)}.json`
export const checkpointKey = (table: string, version: number): string =>
  `${logPrefix(table)}${digits(version, 20)}.checkpoint.parquet`
export const lastCheckpointKey = (table: string): string => `${logPrefix(table)}_last_checkpoint`

/** The parts of one checkpoint; all are needed. */
export interface CheckpointFiles {
  version: number
  /** Keys. */
  parts: string[]
}

/** What lies in a log, each list ascending. Checkpoints with missing parts are left out. */
export interface LogFiles {
  /** Versions. */
  commits: number[]
  checkpoints: CheckpointFiles[]
}

/** `from`: leaves out files of versions before it. */
export async function listLog(store: ObjectStore, table: string, from = 0): Promise<LogFiles> {
  const files: LogFiles = { commits: [], checkpoints: [] }
  const groups = new Map<string, { version: number; expected: number; parts: string[] }>()
  const prefix = logPrefix(table)
  for await (const key of store.keys(prefix, from === 0 ? {} : { after: prefix + digits(from, 20) })) {
    const name = key.slice(prefix.length)
    const commit = /^(\d{20})\.json$/.exec(name)
    const checkpoint = /^(\d{20})\.checkpoint(?:\.\d{10}\.(\d{10}))?\.parquet$/.exec(name)
    if (commit !== null) files.commits.push(Number(commit[1]))
    if (checkpoint !== null) {
      const id = `${checkpoint[1] ?? ''}/${checkpoint[2] ?? ''}`
      const group = groups.get(id) ?? { version: Number(checkpoint[1]), expected: Number(checkpoint[2] ?? 1), parts: [] }
      group.parts.push(key)
      groups.set(id, group)
    }
  }
  for (const { version, expected, parts } of groups.values())
    if (parts.length === expected) files.checkpoints.push({ version, parts })
  return files
}

const lastCheckpoint = z.looseObject({ version: z.number().int().min(0) })

/** The version that `_last_checkpoint` points at: a hint that may be stale, damaged or absent. */
export async function readLastCheckpoint(store: ObjectStore, table: string): Promise<number | undefined> {
  const key = lastCheckpointKey(table)
  if ((await store.head(key)) === undefined) return undefined
  try {
    return lastCheckpoint.parse(JSON.parse(new TextDecoder().decode(await store.read(key)))).version
  } catch {
    return undefined
  }
}
