import type { Partition } from '../../../../pipeline/contract'

/** How one partition's rows compare with the others of the table. */
export interface Peers {
  /** Median rows of partitions with rows; 0 where there are none. */
  median: number
  /** Median absolute deviation from that median, in rows. */
  spread: number
  max: number
}

/** A deviation counts when it is beyond this many spreads; 1.4826 makes a spread comparable with a standard deviation. */
const SPREADS = 3 * 1.4826

export function peersOf(partitions: readonly Partition[]): Peers {
  const rows = partitions.map((partition) => partition.rows).filter((count) => count > 0)
  const median = medianOf(rows)
  return { median, spread: medianOf(rows.map((count) => Math.abs(count - median))), max: Math.max(0, ...rows) }
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Length of the inner bar, 0–1 of the largest partition. */
export const barShare = (rows: number, { max }: Peers): number => (max === 0 ? 0 : rows / max)

/** Deviation from the median as a share (−0.61 is 61 % fewer) where it is more than half of it and far beyond the usual spread. */
export function unusual(rows: number, { median, spread }: Peers): number | undefined {
  if (rows === 0 || median === 0) return undefined
  const deviation = rows / median - 1
  return Math.abs(deviation) > 0.5 && Math.abs(rows - median) > SPREADS * spread ? deviation : undefined
}
