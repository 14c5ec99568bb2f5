import { AppError } from '../../../lib/errors'
import type { PartitionDiff } from '../../../contract'
import type { JobContext } from '../../jobs/job'
import { inScratch } from '../../loads/scratch'
import { noPartition } from '../../partitions/detail'
import type { Services } from '../../services'
import { diffStaged } from '../../loads/differences'
import { mustBeThere } from './must-be-there'

/** Examples of each kind of difference. */
const SAMPLES = 100

/** What the publication of a staged partition would change. */
export async function diffOfBackfill(
  services: Services,
  { id, dataset, dt }: { id: string; dataset: string; dt: string },
  job: JobContext
): Promise<PartitionDiff> {
  const units = await services.backfills.staged.of(id)
  const unit = units.find((one) => one.dataset === dataset && one.staged.partitions.some((partition) => partition.dt === dt))
  const partition = unit?.staged.partitions.find((one) => one.dt === dt)
  if (unit === undefined || partition === undefined) throw noPartition(dataset, dt)
  await mustBeThere(id, [unit])
  const spec = await services.datasets.get(dataset)
  const base = unit.baseVersion === null ? undefined : await services.table(dataset).snapshot(unit.baseVersion)
  if (unit.baseVersion !== null && base === undefined) {
    throw new AppError('version.missing', `"${dataset}" no longer has the version that this was compared with.`)
  }
  const compared = { base, staged: unit.staged, partition, folder: unit.folder }
  return inScratch(services, job, (scratch) => diffStaged(services, spec, compared, { sampleSize: SAMPLES, scratch, job }))
}
