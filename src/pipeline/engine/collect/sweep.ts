import { isCollected, type CollectedSpec, type SweepReport } from '../../contract'
import { AppError } from '../../lib/errors'
import { partitionsOf } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import type { SweepRequest } from '../../collect/worker-api'
import { resolveConnection } from '../connections'
import type { JobContext } from '../jobs/job'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'
import { windowOf } from './preview'

/**
 * Compares the keys of a database table with those of the lake, partition by partition; nothing is changed. Errors: `unsupported` where the
 * dataset is not read from a table, `usage` where it has no key, `partition.missing` where nothing of the range is there, `mysql.*`.
 */
export async function sweepDataset(
  services: Services,
  { name, from, to }: { name: string; from?: string | undefined; to?: string | undefined },
  job: JobContext
): Promise<SweepReport> {
  const spec = await services.datasets.get(name)
  if (!isCollected(spec)) throw noTable(name)
  const { collect } = spec
  if (collect.kind !== 'table') throw noTable(name)
  const snapshot = await services.table(name).snapshot()
  const dts = [...(snapshot === undefined ? [] : partitionsOf(snapshot).keys())].sort()
  const wanted = dts.filter((dt) => (from ?? '') <= dt && (to === undefined || dt <= to))
  if (snapshot === undefined || wanted.length === 0) throw nothingThere(name)
  const request: SweepRequest = {
    ...{ dataset: name, collect, schema: snapshot.schema, zone: spec.zone },
    connection: await resolveConnection(services, collect.connection),
    key: keyOf(spec, snapshot),
    partitions: await Promise.all(wanted.map((dt) => partitionOf(services, spec, snapshot, dt)))
  }
  return services.pool.collect.sweepKeys(request, { signal: job.signal, progress: (update) => job.progress(update) })
}

async function partitionOf(
  { store, clock }: Services,
  { name, zone }: CollectedSpec,
  snapshot: Snapshot,
  dt: string
): Promise<SweepRequest['partitions'][number]> {
  const files = filesOf(snapshot, dt).filter(({ rows }) => rows > 0)
  return { window: windowOf(dt, zone, clock.now()), files: await localPaths(store, name, files) }
}

function keyOf({ name, primaryKey, columns }: CollectedSpec, { schema }: Snapshot): SweepRequest['key'] {
  const key = primaryKey.flatMap((part) => {
    const source = columns.find((column) => column.name === part)?.source
    const physical = schema.columns.find((column) => column.name === part)?.physical
    return source === undefined || !('header' in source) || physical === undefined
      ? []
      : [{ name: part, physical, field: source.header }]
  })
  if (key.length > 0 && key.length === primaryKey.length) return key
  throw new AppError('usage', `${name} has no key by which its rows can be found in the table.`, {
    hint: 'Name its key as primaryKey in the dataset file.',
    details: { dataset: name }
  })
}

const noTable = (name: string): AppError =>
  new AppError('unsupported', `${name} is not read from a database table: there are no keys to compare.`, {
    hint: 'A backfill of its partitions finds what the source restated.',
    details: { dataset: name }
  })

const nothingThere = (name: string): AppError =>
  new AppError('partition.missing', `${name} holds no partition of that range.`, {
    hint: `penstock partitions ${name} lists them.`,
    details: { dataset: name }
  })
