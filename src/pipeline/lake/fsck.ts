import type { z } from 'zod'
import type { fsckReport } from '../contract'
import { toErrorData } from '../lib/errors'
import type { Finding } from './finding'
import { checkFiles } from './fsck-files'
import { checkLog, type LogFindings } from './fsck-log'
import type { ObjectStore } from './object-store'
import { partitionsOf } from './partitions'
import type { TableFile, TableSchema } from './types'

export type TableReport = z.infer<typeof fsckReport>['datasets'][number]

export interface FsckOptions {
  signal?: AbortSignal | undefined
  /** Recomputes rows and digest of the files of one partition; left out, digests are not checked. */
  digestOf?: ((files: readonly TableFile[], schema: TableSchema) => Promise<{ rows: number; digest: string }>) | undefined
}

/** Checks a table against its log: every commit, every file, the checkpoint. It changes nothing and never stops at the first fault. */
export async function checkTable(store: ObjectStore, table: string, options: FsckOptions = {}): Promise<TableReport> {
  const log = await checkLog(store, table)
  const findings = [...log.findings, ...(await checkFiles(store, table, log, options.signal))]
  if (options.digestOf !== undefined) findings.push(...(await checkDigests(log, options)))
  const files = [...(log.state?.snapshot.files.values() ?? [])]
  return {
    name: table,
    version: log.state?.snapshot.version ?? null,
    files: files.length,
    rows: files.reduce((sum, file) => sum + file.rows, 0),
    findings
  }
}

async function checkDigests({ state }: LogFindings, { digestOf, signal }: FsckOptions): Promise<Finding[]> {
  if (state === undefined || digestOf === undefined) return []
  const findings: Finding[] = []
  const { schema, files } = state.snapshot
  for (const { dt, digest, rows } of partitionsOf(state.snapshot).values()) {
    signal?.throwIfAborted()
    const own = [...files.values()].filter((file) => file.dt === dt)
    const message = await digestOf(own, schema).then(
      (now) => difference({ digest, rows }, now),
      (error: unknown) => `its rows cannot be read: ${toErrorData(error).message}`
    )
    if (message !== undefined)
      findings.push({ level: 'error', kind: 'digest.differs', path: dt, message: `Partition ${dt}: ${message}` })
  }
  return findings
}

/** Digests of different algorithms say nothing about each other. */
function difference(
  written: { rows: number; digest: string | undefined },
  now: { rows: number; digest: string }
): string | undefined {
  if (written.rows !== now.rows) return `${now.rows} rows, where ${written.rows} were committed.`
  if (written.digest === undefined || written.digest === now.digest) return undefined
  if (written.digest.split(':')[0] !== now.digest.split(':')[0]) return undefined
  return `its rows have the digest ${now.digest}, where ${written.digest} was committed.`
}
