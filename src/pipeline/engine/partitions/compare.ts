import type { DatasetSpec, PartitionDiff } from '../../contract'
import { AppError } from '../../lib/errors'
import { combineDigests } from '../../lake/digest'
import type { Snapshot } from '../../lake/types'
import type { JobContext } from '../jobs/job'
import { inScratch } from '../loads/scratch'
import { localPaths } from '../loads/stage-request'
import type { Services } from '../services'
import { noPartition } from './detail'
import { filesOf } from './files-of'

/** Examples of each kind of difference. */
const SAMPLES = 100

/** What changed in a partition between two versions of the table. */
export async function comparePartition(
  services: Services,
  spec: DatasetSpec,
  { dt, from, to }: { dt: string; from: number; to: number },
  job: JobContext
): Promise<PartitionDiff> {
  const [before, after] = await Promise.all([snapshotAt(services, spec.name, from), snapshotAt(services, spec.name, to)])
  const [sideFrom, sideTo] = await Promise.all([side(services, spec.name, before, dt), side(services, spec.name, after, dt)])
  if (sideFrom.files.length === 0 && sideTo.files.length === 0) throw noPartition(spec.name, dt)
  return inScratch(services, job, (scratch) =>
    services.pool.read.diff(
      {
        dataset: spec.name,
        dt,
        from: sideFrom,
        to: sideTo,
        schemaFrom: before.schema,
        schemaTo: after.schema,
        key: spec.primaryKey,
        sampleSize: SAMPLES,
        scratch
      },
      job
    )
  )
}

async function snapshotAt(services: Services, name: string, version: number): Promise<Snapshot> {
  const snapshot = await services.table(name).snapshot(version)
  if (snapshot !== undefined) return snapshot
  throw new AppError('version.missing', `"${name}" has no version ${version}.`, { details: { dataset: name, version } })
}

async function side(services: Services, name: string, snapshot: Snapshot, dt: string) {
  const files = filesOf(snapshot, dt)
  return {
    version: snapshot.version,
    files: await localPaths(services.store, name, files),
    digest: combineDigests(files.map((file) => file.digest))
  }
}
