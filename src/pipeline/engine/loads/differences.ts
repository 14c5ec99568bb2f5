import { join } from 'node:path'
import type { DatasetSpec, PartitionDiff } from '../../contract'
import type { Snapshot } from '../../lake/types'
import type { StagedLoad } from '../../load/worker-api'
import type { Difference } from '../../runs/units'
import type { JobContext } from '../jobs/job'
import { localPaths } from './stage-request'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'

export interface StagedPartition {
  base: Snapshot | undefined
  staged: Pick<StagedLoad, 'schema'>
  partition: StagedLoad['partitions'][number]
  folder: string
}

/** The work of a comparison: how many examples it names, and where it may put what does not fit into memory. */
export interface Comparing {
  sampleSize: number
  scratch: string
  job: JobContext
}

/** A staged partition against the table: rows by key, with samples. */
export async function diffStaged(
  services: Services,
  spec: DatasetSpec,
  { base, staged, partition, folder }: StagedPartition,
  { sampleSize, scratch, job }: Comparing
): Promise<PartitionDiff> {
  const { dt, digest } = partition
  const version = base?.version ?? -1
  const unchanged = partition.change === 'unchanged'
  const before = await localPaths(services.store, spec.name, filesOf(base, dt))
  const after = unchanged ? before : partition.files.map(({ path }) => join(folder, path))
  return services.pool.read.diff(
    {
      ...{ dataset: spec.name, dt, key: spec.primaryKey, sampleSize, scratch },
      from: { version: Math.max(0, version), files: before, digest: partition.digestBefore },
      to: { version: version + 1, files: after, digest },
      schemaFrom: base?.schema ?? staged.schema,
      schemaTo: staged.schema
    },
    job
  )
}

/** How many rows each changed partition of a unit would add, remove and change. */
export async function differencesOf(
  services: Services,
  spec: DatasetSpec,
  made: { base: Snapshot | undefined; staged: StagedLoad },
  folder: string,
  work: Omit<Comparing, 'sampleSize'>
): Promise<Map<string, Difference>> {
  const found = new Map<string, Difference>()
  for (const partition of made.staged.partitions) {
    if (partition.change === 'unchanged') continue
    const { added, removed, changed, unchanged } = await diffStaged(
      services,
      spec,
      { ...made, partition, folder },
      { ...work, sampleSize: 0 }
    )
    found.set(partition.dt, { added, removed, changed, unchanged })
  }
  return found
}
