import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import type { SourcedSpec } from '../src/pipeline/contract'
import { openTable } from '../src/pipeline/lake/delta-table'
import { openFolderStore } from '../src/pipeline/lake/folder-store'
import { systemClock } from '../src/pipeline/lib/clock'
import { createDuckWorker } from '../src/pipeline/load/duck'
import type { Contest } from './harness'
import { syncTree, writeSynced, bytesBelow } from './disk'
import { quiet } from './quiet'

export interface LoadCase {
  spec: SourcedSpec
  /** A SELECT with the dataset's columns by name and `dt` as text: what bare DuckDB copies. */
  select: string
  /** SQL over the columns whose sum over rows must be equal on both sides. */
  checksum: string
}

/** Our whole load (spool, type, check, digest, stage, adopt, commit) against a bare partitioned COPY with the same syncs. */
export async function loadContest(root: string, { spec, select, checksum }: LoadCase): Promise<Contest> {
  const worker = await createDuckWorker()
  const bare = await bareDuck(join(root, 'spill'))
  const folders = { ours: join(root, 'ours'), peer: join(root, 'peer'), floor: join(root, 'floor') }
  let bytes = 0
  return {
    ours: async () => {
      const store = await openFolderStore(folders.ours)
      const runId = randomUUID()
      const scratch = join(root, 'scratch')
      await mkdir(scratch, { recursive: true })
      const staging = await store.stagingFolder(spec.name, runId)
      const request = { spec, workspaceRoot: root, runId, again: false, scratch, staging, current: undefined }
      const staged = await worker.stage(request, quiet())
      const files = staged.partitions.flatMap((partition) => partition.files)
      await Promise.all(files.map(({ path }) => store.adopt(join(staging, path), `${spec.name}/${path}`)))
      const modifiedAt = Date.now()
      await openTable(store, spec.name, systemClock, '0').commit(undefined, {
        operation: 'LOAD',
        runId,
        startedBy: 'bench',
        schema: staged.schema,
        partitions: new Map(staged.partitions.map(({ dt, files: own }) => [dt, own.map((file) => ({ ...file, modifiedAt }))]))
      })
      await rm(scratch, { recursive: true, force: true })
    },
    peer: async () => {
      await bare.run(`COPY (${select}) TO '${folders.peer}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (dt))`)
      await syncTree(folders.peer)
    },
    floor: async () => writeSynced(folders.floor, bytes),
    fingerprint: async (side) => {
      const files = `read_parquet('${folders[side]}/**/*.parquet', hive_partitioning = true)`
      const rows = await bare.runAndReadAll(
        `SELECT CAST(dt AS VARCHAR) AS dt, count(*) AS rows, CAST(sum(${checksum}) AS VARCHAR) AS sum FROM ${files} GROUP BY dt ORDER BY dt`
      )
      return JSON.stringify(rows.getRowsJson())
    },
    clear: async (side) => {
      if (side === 'peer') bytes = await bytesBelow(folders.peer)
      await rm(folders[side], { recursive: true, force: true })
    },
    dispose: async () => {
      bare.closeSync()
      await rm(root, { recursive: true, force: true })
    }
  }
}

/** A DuckDB with the same threads and memory as ours. */
export async function bareDuck(spill: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '600MB', temp_directory: spill })
  const connection = await instance.connect()
  await connection.run("SET TimeZone = 'UTC'")
  return connection
}
