import type { PartitionVersion } from '../../../../pipeline/contract'

/** Two versions of a partition to compare: `from` is the older one. */
export interface VersionPair {
  from: number
  to: number
}

/** What is compared when nothing was chosen: the current version with the one before it. */
export function defaultPair(versions: readonly PartitionVersion[]): VersionPair | undefined {
  const at = Math.max(
    0,
    versions.findIndex(({ current }) => current)
  )
  const [to, from] = [versions[at], versions[at + 1]]
  return to === undefined || from === undefined ? undefined : { from: from.version, to: to.version }
}

/** The pair after one of its ends was chosen anew; always two different versions, the older first. */
export function choose(pair: VersionPair, end: keyof VersionPair, version: number): VersionPair {
  const next = { ...pair, [end]: version }
  if (next.from === next.to) return pair
  return next.from < next.to ? next : { from: next.to, to: next.from }
}
