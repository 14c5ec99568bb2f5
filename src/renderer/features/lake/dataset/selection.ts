import type { Partition, PartitionState } from '../../../../pipeline/contract'
import { inRange, type DtRange } from '../grid/range'

/** What a selected span holds. Versions are those that last changed the partitions; null where none was ever committed. */
export interface SelectionSummary {
  partitions: Partition[]
  rows: number
  bytes: number
  firstVersion: number | null
  lastVersion: number | null
}

export function summarise(partitions: readonly Partition[], range: DtRange): SelectionSummary {
  const chosen = partitions.filter((partition) => inRange(range, partition.dt))
  const versions = chosen.flatMap(({ version }) => (version === null ? [] : [version])).sort((left, right) => left - right)
  return {
    partitions: chosen,
    rows: chosen.reduce((sum, { rows }) => sum + rows, 0),
    bytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0),
    firstVersion: versions[0] ?? null,
    lastVersion: versions.at(-1) ?? null
  }
}

/** How many of them are in each state. */
export function statesOf({ partitions }: Pick<SelectionSummary, 'partitions'>): Partial<Record<PartitionState, number>> {
  const counts: Partial<Record<PartitionState, number>> = {}
  for (const { state } of partitions) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

/** `v12`, `v12…v17`, or a dash. */
export function versionSpan({ firstVersion, lastVersion }: SelectionSummary): string {
  if (firstVersion === null || lastVersion === null) return '–'
  return firstVersion === lastVersion ? `v${firstVersion}` : `v${firstVersion}…v${lastVersion}`
}
