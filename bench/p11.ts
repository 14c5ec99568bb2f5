import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { putCheckpoint } from '../src/pipeline/lake/checkpointing'
import { openTable } from '../src/pipeline/lake/delta-table'
import { openFolderStore } from '../src/pipeline/lake/folder-store'
import { checkpointKey, logPrefix } from '../src/pipeline/lake/log-files'
import { LogReader } from '../src/pipeline/lake/log-reader'
import { systemClock } from '../src/pipeline/lib/clock'
import { benchFolder } from './data'
import type { Benchmark, Contest } from './harness'
import { bareDuck } from './load-contest'
import { TABLE, writeLongLog } from './long-log'

const COMMITS = 10_000

/** What both sides must find: how many files, and their bytes together. */
interface Found {
  files: number
  bytes: number
}

async function contest(folder: string, peer: () => Promise<Found> | Found, dispose: () => void): Promise<Contest> {
  const store = await openFolderStore(folder)
  const found: Record<'ours' | 'peer', Found> = { ours: { files: 0, bytes: 0 }, peer: { files: 0, bytes: 0 } }
  return {
    ours: async () => {
      const files = [...((await openTable(store, TABLE, systemClock, '0').snapshot())?.files.values() ?? [])]
      found.ours = { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
    },
    peer: async () => {
      found.peer = await peer()
    },
    fingerprint: (side) => Promise.resolve(JSON.stringify(found[side])),
    clear: () => Promise.resolve(),
    dispose: async () => {
      dispose()
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** `JSON.parse` of every line of every commit, read without a pause. */
function parseLog(folder: string): Found {
  const log = join(folder, logPrefix(TABLE))
  const found: Found = { files: 0, bytes: 0 }
  for (const name of readdirSync(log).filter((one) => one.endsWith('.json'))) {
    for (const line of readFileSync(join(log, name), 'utf8').split('\n').filter(Boolean)) {
      const { add } = JSON.parse(line) as { add?: { size: number } }
      if (add === undefined) continue
      found.files += 1
      found.bytes += add.size
    }
  }
  return found
}

/** The usual case: a checkpoint at the newest version. */
export const p11: Benchmark = {
  id: 'P11',
  title: `open a table of ${COMMITS} commits by its checkpoint; peer: DuckDB reads the checkpoint`,
  bar: '≤ 2.0× proposed',
  prepare: async () => {
    const folder = await benchFolder('p11')
    await writeLongLog(folder, COMMITS)
    const store = await openFolderStore(folder)
    const state = await new LogReader(store, TABLE).latest()
    if (state !== undefined) await putCheckpoint(store, TABLE, state, Date.now())
    const duck = await bareDuck(join(folder, 'spill'))
    const path = join(folder, checkpointKey(TABLE, COMMITS - 1))
    const peer = async (): Promise<Found> => {
      const rows = await duck.runAndReadAll(`SELECT "add", "remove", txn, "metaData", protocol FROM read_parquet('${path}')`)
      const adds = rows.getRowObjectsJson().flatMap(({ add }) => (add === null ? [] : [add as unknown as { size: string }]))
      return { files: adds.length, bytes: adds.reduce((sum, { size }) => sum + Number(size), 0) }
    }
    return contest(folder, peer, () => duck.closeSync())
  }
}

/** The rare one: a log of another writer that never made a checkpoint. */
export const p11Log: Benchmark = {
  id: 'P11-LOG',
  title: `open a table of ${COMMITS} commits without a checkpoint; peer: JSON.parse of all of them`,
  bar: '≤ 2.0× proposed',
  prepare: async () => {
    const folder = await benchFolder('p11-log')
    await writeLongLog(folder, COMMITS)
    return contest(
      folder,
      () => parseLog(folder),
      () => undefined
    )
  }
}
