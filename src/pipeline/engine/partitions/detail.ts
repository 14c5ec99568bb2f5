import type { DatasetSpec, LakeFile, PartitionDetail, PartitionVersion } from '../../contract'
import { toInstant } from '../../lib/clock'
import { AppError } from '../../lib/errors'
import { versionsOf } from '../../lake/partitions'
import type { Snapshot, TableFile } from '../../lake/types'
import { storedColumns } from '../columns'
import { distinctInputs } from '../loads/run-book'
import type { Services } from '../services'
import { filesOf } from './files-of'
import { listPartitions } from './list'

/** Versions of one partition that are shown. */
const MOST_VERSIONS = 100

/** One partition with its versions, files, inputs and columns; `partition.missing` where nobody knows of it. */
export async function partitionDetail(services: Services, spec: DatasetSpec, dt: string): Promise<PartitionDetail> {
  const table = services.table(spec.name)
  const snapshot = await table.snapshot()
  const partition = (await listPartitions(services, spec)).find((one) => one.dt === dt)
  if (partition === undefined) throw noPartition(spec.name, dt)
  const files = filesOf(snapshot, dt)
  return {
    dataset: spec.name,
    partition,
    versions: await versions(services, spec.name, dt),
    files: files.map((file) => lakeFile(file, snapshot)),
    inputs: distinctInputs(files.flatMap((file) => file.inputs)),
    columns: snapshot === undefined ? [] : storedColumns(snapshot.schema, spec)
  }
}

export const noPartition = (dataset: string, dt: string) =>
  new AppError('partition.missing', `"${dataset}" has no partition ${dt}.`, {
    hint: 'Load it, or choose one of the list.',
    details: { dataset, dt }
  })

const own: Readonly<Record<string, string>> = { LOAD: 'load', DERIVE: 'derive', PUBLISH: 'publish', UNDO: 'undo' }

/** What a commit did, in the words of the contract. */
export function operationOf(operation: string): string {
  return own[operation] ?? 'foreign'
}

async function versions({ table }: Services, name: string, dt: string): Promise<PartitionVersion[]> {
  const commits = await table(name).history({ dt, limit: MOST_VERSIONS })
  return versionsOf(commits, dt).map((version) => ({ ...version, operation: operationOf(version.operation) }))
}

function lakeFile({ path, bytes, rows, modifiedAt, digest, stats }: TableFile, snapshot: Snapshot | undefined): LakeFile {
  const text = (value: string | number | boolean | undefined): string | null => (value === undefined ? null : String(value))
  const columns = (snapshot?.schema.columns ?? []).map(({ name, physical }) => ({
    name,
    nulls: stats?.nullCount[physical] ?? null,
    min: text(stats?.minValues[physical]),
    max: text(stats?.maxValues[physical])
  }))
  return { path, bytes, rows, modifiedAt: toInstant(modifiedAt), digest: digest ?? null, columns }
}
