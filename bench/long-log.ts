import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { serialiseCommit, type Actions } from '../src/pipeline/lake/actions'
import { commitKey } from '../src/pipeline/lake/log-files'
import { writeSchema } from '../src/pipeline/lake/schema'
import { addOf } from '../src/pipeline/lake/table-files'

export const TABLE = 'ticks'
const DIGEST = `ph2:${'0123456789abcdef'.repeat(2)}`

/** A log of so many commits, each with one new file of one of 1,000 partitions, as a stream of small loads leaves it; no checkpoint. */
export async function writeLongLog(root: string, commits: number): Promise<void> {
  await mkdir(dirname(join(root, commitKey(TABLE, 0))), { recursive: true })
  for (let version = 0; version < commits; version += 1) {
    const text = serialiseCommit({ ...(version === 0 ? beginning() : {}), ...oneFile(version) })
    await writeFile(join(root, commitKey(TABLE, version)), text)
  }
}

function beginning(): Partial<Actions> {
  const columns = [{ name: 'ticker', physical: 'ticker', type: 'text', nullable: true }]
  const schemaString = writeSchema({ columns, partitioned: true }, undefined, TABLE)
  return {
    protocol: { minReaderVersion: 1, minWriterVersion: 2 },
    metaData: {
      id: randomUUID(),
      format: { provider: 'parquet', options: {} },
      schemaString,
      partitionColumns: ['dt'],
      configuration: {}
    }
  }
}

function oneFile(version: number): Actions {
  const dt = new Date(Date.UTC(2023, 0, 1 + (version % 1000))).toISOString().slice(0, 10)
  const stats = { numRecords: 10, minValues: { ticker: '000020' }, maxValues: { ticker: '950210' }, nullCount: { ticker: 0 } }
  const inputs = [{ name: `ticks-${version}.csv`, bytes: 4096, sha256: 'ab'.repeat(32) }]
  const runId = `mfz3k2a1b-${String(version).padStart(12, '0')}`
  const file = {
    path: `dt=${dt}/part-00000-${randomUUID()}.parquet`,
    dt,
    bytes: 12_345,
    rows: 10,
    modifiedAt: 1_700_000_000_000 + version
  }
  const tags = { digest: DIGEST, schemaId: '0123456789abcdef', runId, inputs, quarantined: 0 }
  const commitInfo = {
    timestamp: file.modifiedAt,
    operation: 'LOAD',
    runId,
    startedBy: 'bench',
    engineInfo: 'penstock/0',
    txnId: randomUUID()
  }
  return { commitInfo, txns: [], removes: [], adds: [addOf({ ...file, stats, ...tags }, version, true)] }
}
