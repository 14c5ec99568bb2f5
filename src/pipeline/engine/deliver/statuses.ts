import type { DatasetSpec, DeliverySpec, DeliveryStatus } from '../../contract'
import { partitionsOf, type PartitionContent } from '../../lake/partitions'
import type { DeliveryEntry } from '../../store'
import type { Services } from '../services'

/** One partition in one target, with what is needed to bring it up to date. */
export interface Known {
  delivery: DeliverySpec
  dt: string
  /** As it is in the lake; undefined where it is not there any more. */
  content: PartitionContent | undefined
  entry: DeliveryEntry | undefined
  state: 'delivered' | 'behind' | 'failed'
}

export const targetName = ({ connection, table }: DeliverySpec): string => `${connection} ${table}`

/** Every partition in every target of a dataset, as the lake and the last deliveries have it. */
export async function knownOf(
  { table, state }: Pick<Services, 'table' | 'state'>,
  { name, deliver = [] }: DatasetSpec
): Promise<Known[]> {
  if (deliver.length === 0) return []
  const snapshot = await table(name).snapshot()
  const contents = snapshot === undefined ? new Map<string, PartitionContent>() : partitionsOf(snapshot)
  const entries = state.deliveries.list(name)
  return deliver.flatMap((delivery) => {
    const own = new Map(entries.filter((entry) => isOf(entry, delivery)).map((entry) => [entry.dt, entry]))
    // One that left the lake is of interest until its rows have left the target, too.
    const gone = [...own.values()].filter(({ dt, rows }) => !contents.has(dt) && rows !== 0)
    const dts = [...new Set([...contents.keys(), ...gone.map(({ dt }) => dt)])].sort()
    return dts.map((dt) => known(delivery, dt, contents.get(dt), own.get(dt)))
  })
}

const isOf = (entry: DeliveryEntry, delivery: DeliverySpec): boolean =>
  entry.delivery === delivery.id && entry.target === targetName(delivery)

function known(
  delivery: DeliverySpec,
  dt: string,
  content: PartitionContent | undefined,
  entry: DeliveryEntry | undefined
): Known {
  const facts = { delivery, dt, content, entry }
  if (entry === undefined) return { ...facts, state: 'behind' }
  if (entry.error !== undefined && entry.tried === (content?.version ?? 0)) return { ...facts, state: 'failed' }
  return { ...facts, state: isThere(content, entry) ? 'delivered' : 'behind' }
}

function isThere(content: PartitionContent | undefined, { version, content: delivered }: DeliveryEntry): boolean {
  if (content === undefined) return false
  // Versions begin anew with a table that was lost; a digest tells the rows.
  return delivered === null || content.digest === undefined ? version === content.version : delivered === content.digest
}

export function statusOf(dataset: string, { delivery, dt, entry, state }: Known, running: boolean): DeliveryStatus {
  const { id, connection, table } = delivery
  return {
    ...{ dataset, delivery: id, connection, table, dt },
    state: running && state !== 'delivered' ? 'running' : state,
    ...{ version: entry?.version ?? null, rows: entry?.rows ?? null, digest: entry?.digest ?? null, at: entry?.at ?? null },
    ...(entry?.error === undefined ? {} : { error: entry.error })
  }
}
