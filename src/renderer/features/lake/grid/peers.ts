import type { Partition } from '../../../../pipeline/contract'

/** How one partition's rows compare with the others of the table. */
export interface Peers {
  /** Median rows of partitions with rows; 0 where there are none. */
  median: number
  max: number
}

export function peersOf(partitions: readonly Partition[]): Peers {
  const rows = partitions
    .map((partition) => partition.rows)
    .filter((count) => count > 0)
    .sort((left, right) => left - right)
  const middle = rows.length >> 1
  const median = rows.length % 2 === 1 ? (rows[middle] ?? 0) : ((rows[middle - 1] ?? 0) + (rows[middle] ?? 0)) / 2
  return { median, max: rows.at(-1) ?? 0 }
}

/** Length of the inner bar, 0–1 of the largest partition. */
export const barShare = (rows: number, { max }: Peers): number => (max === 0 ? 0 : rows / max)

/** Deviation from the median as a share (−0.61 is 61 % fewer) where it is more than half of it, otherwise undefined. */
export function unusual(rows: number, { median }: Peers): number | undefined {
  if (rows === 0 || median === 0) return undefined
  const deviation = rows / median - 1
  return Math.abs(deviation) > 0.5 ? deviation : undefined
}
