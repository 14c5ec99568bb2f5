import { join } from 'node:path'
import type { DatasetSpec, DeliveryStatus, ErrorData } from '../../contract'
import { toInstant } from '../../lib/clock'
import { AppError, toErrorData } from '../../lib/errors'
import { omit } from '../../lib/omit'
import { partitionsOf } from '../../lake/partitions'
import type { Snapshot } from '../../lake/types'
import type { Delivered, DeliverOutcome, DeliverRequest } from '../../deliver/worker-api'
import type { DeliveryEntry } from '../../store'
import { resolveConnection } from '../connections'
import type { JobContext } from '../jobs/job'
import { localPaths } from '../loads/stage-request'
import { filesOf } from '../partitions/files-of'
import type { Services } from '../services'
import { targetName, type Known } from './statuses'

export interface TargetWork {
  spec: DatasetSpec
  snapshot: Snapshot
  /** What is known of this one target. */
  known: readonly Known[]
  /** These again, whatever the target has; all that are behind where absent. */
  dts: readonly string[] | undefined
  scratch: string
}

/** What became of one target. */
export interface TargetOutcome {
  delivered: readonly Delivered[]
  /** The first of its errors. */
  error: ErrorData | undefined
}

/** Sends a dataset to one of its targets and writes down, here as well, what became of each partition. Errors: `cancelled`. */
export async function deliverTarget(services: Services, work: TargetWork, job: JobContext): Promise<TargetOutcome> {
  const outcome = await outcomeOf(services, work, job)
  const { delivered, failed } = outcome
  await services.state.deliveries.put([
    ...delivered.flatMap((one) => entryOf(services, work, one)),
    ...failed.flatMap((one) => failedEntry(work, one)),
    ...leftEntries(work, outcome)
  ])
  const { name } = work.spec
  for (const { dt, error } of [...delivered.map(({ dt }) => ({ dt, error: undefined })), ...failed])
    await services.incidents.delivered({ dataset: name, delivery: deliveryOf(work).id, dt, run: job.id, error })
  return { delivered, error: failed[0]?.error }
}

async function outcomeOf(services: Services, work: TargetWork, job: JobContext): Promise<DeliverOutcome> {
  try {
    const request = await requestOf(services, work, job.id)
    return await services.pool.collect.deliver(request, { signal: job.signal, progress: (update) => job.progress(update) })
  } catch (thrown) {
    const error = toErrorData(thrown)
    if (error.code === 'cancelled') throw thrown
    const wanted = work.dts === undefined ? undefined : new Set(work.dts)
    const failed = work.known.filter(({ dt, state }) => (wanted === undefined ? state !== 'delivered' : wanted.has(dt)))
    return { delivered: [], failed: failed.map(({ dt }) => ({ dt, error })) }
  }
}

async function requestOf(services: Services, work: TargetWork, run: string): Promise<DeliverRequest> {
  const { spec, snapshot, dts, scratch } = work
  const { id, connection, table } = deliveryOf(work)
  const contents = [...partitionsOf(snapshot).values()].filter(({ dt }) => dts?.includes(dt) !== false)
  const partitions = contents.map(async ({ dt, version, digest }) => ({
    ...{ dt, version, digest },
    files: await localPaths(services.store, spec.name, filesOf(snapshot, dt))
  }))
  return {
    ...{ dataset: spec.name, table, schema: snapshot.schema, key: spec.primaryKey, run },
    ...{ owner: `${services.workspace.id}/${services.workspace.profile}`, lake: snapshot.tableId },
    connection: await resolveConnection(services, connection),
    partitions: await Promise.all(partitions),
    // All are told to the target, which knows best what it has.
    ...{ whole: dts === undefined, again: dts !== undefined, scratch: join(scratch, id) }
  }
}

function deliveryOf({ known }: TargetWork): Known['delivery'] {
  const [first] = known
  if (first === undefined) throw new AppError('internal', 'A target without a partition was to be delivered to.')
  return first.delivery
}

type Entry = Pick<DeliveryStatus, 'dataset' | 'dt'> & Pick<DeliveryEntry, 'delivery' | 'target'>

const ofTarget = (work: TargetWork, dt: string): Entry => {
  const delivery = deliveryOf(work)
  return { dataset: work.spec.name, delivery: delivery.id, target: targetName(delivery), dt }
}

function entryOf({ clock }: Services, work: TargetWork, { dt, version, rows, digest, change }: Delivered): DeliveryEntry[] {
  const content = partitionsOf(work.snapshot).get(dt)?.digest ?? null
  const before = work.known.find((one) => one.dt === dt)?.entry
  const at = change === 'unchanged' && before?.at !== null && before?.at !== undefined ? before.at : toInstant(clock.now())
  return [{ ...ofTarget(work, dt), version, content, tried: version, rows, digest, at }]
}

/** What a table that is gone had delivered stays there, and is no longer of interest here. */
function leftEntries({ known, dts }: TargetWork, { delivered, failed }: DeliverOutcome): DeliveryEntry[] {
  if (dts !== undefined) return []
  const told = new Set([...delivered, ...failed].map(({ dt }) => dt))
  return known.flatMap(({ dt, content, entry }) =>
    content === undefined && entry !== undefined && !told.has(dt) ? [{ ...omit(entry, 'error'), rows: 0 }] : []
  )
}

/** What was delivered before stays known. */
function failedEntry(work: TargetWork, { dt, error }: DeliverOutcome['failed'][number]): DeliveryEntry[] {
  const tried = partitionsOf(work.snapshot).get(dt)?.version ?? 0
  const before = work.known.find((one) => one.dt === dt)?.entry
  const nothing = { version: null, content: null, rows: null, digest: null, at: null }
  return [{ ...nothing, ...before, ...ofTarget(work, dt), tried, error }]
}
