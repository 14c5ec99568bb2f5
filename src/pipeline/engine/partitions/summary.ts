import type { DatasetSpec, DatasetSummary, Partition, PartitionState } from '../../contract'
import { toErrorData } from '../../lib/errors'
import type { DatasetEntry } from '../dataset-files'
import type { Services } from '../services'
import { listPartitions } from './list'

/** A dataset at a glance; with its error and zeros where its file or table cannot be read. */
export async function summarise(services: Services, entry: DatasetEntry): Promise<DatasetSummary> {
  if ('error' in entry) return { ...nothing(entry.name), error: entry.error }
  const about = describe(entry.spec)
  try {
    const snapshot = await services.table(entry.name).snapshot()
    return { ...about, ...count(await listPartitions(services, entry.spec)), version: snapshot?.version ?? null }
  } catch (error) {
    return { ...about, error: toErrorData(error) }
  }
}

const nothing = (name: string): DatasetSummary => ({
  name,
  simulated: false,
  mode: 'full',
  grain: null,
  zone: 'UTC',
  rows: 0,
  bytes: 0,
  files: 0,
  partitions: 0,
  firstDt: null,
  lastDt: null,
  version: null,
  writtenAt: null,
  quarantined: 0,
  states: {}
})

function describe(spec: DatasetSpec): DatasetSummary {
  const { name, title, simulated, mode, zone, partition } = spec
  return {
    ...nothing(name),
    ...(title === undefined ? {} : { title }),
    simulated: simulated ?? false,
    mode,
    zone,
    grain: partition?.grain ?? null
  }
}

/** `partitions`, first and last count those in the table; missing and failed ones appear in `states` only. */
function count(partitions: readonly Partition[]): Partial<DatasetSummary> {
  const states: Partial<Record<PartitionState, number>> = {}
  const total = { rows: 0, bytes: 0, files: 0, quarantined: 0 }
  let writtenAt: string | null = null
  for (const partition of partitions) {
    states[partition.state] = (states[partition.state] ?? 0) + 1
    total.rows += partition.rows
    total.bytes += partition.bytes
    total.files += partition.files
    total.quarantined += partition.quarantined
    if (partition.writtenAt !== null && partition.writtenAt > (writtenAt ?? '')) writtenAt = partition.writtenAt
  }
  const there = partitions.filter(({ files, state }) => files > 0 || state === 'empty')
  return {
    ...total,
    states,
    writtenAt,
    partitions: there.length,
    firstDt: there[0]?.dt ?? null,
    lastDt: there.at(-1)?.dt ?? null
  }
}
