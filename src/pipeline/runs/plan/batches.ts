import { isCollected, isDerived } from '../../contract'
import type { DatasetFacts } from '../types'
import type { Chosen } from './chosen'

/** Partitions of one unit at most: read together from a source whose files hold several, or derived and published in one commit. */
export const MOST_TOGETHER = 64
/** Bytes that the derived partitions of one unit read at most, unless it is but one. */
export const MOST_BYTES = 64 * 2 ** 20

/**
 * Divides what will run, in the order of starting, into units. Partitions that share one reading of their source are read together;
 * derived ones go together as long as they are small, but each by itself after it failed; a partition with files of its own, or of a
 * sequential dataset, is a unit by itself. `sizes`: bytes that each derived one reads.
 */
export function batchesOf<C extends Chosen>(facts: DatasetFacts, chosen: readonly C[], sizes: readonly number[] = []): C[][] {
  const most = mostTogether(facts)
  const batches: C[][] = []
  let bytes = 0
  chosen.forEach((one, index) => {
    const size = sizes[index] ?? 0
    const last = batches.at(-1)
    const alone = isDerived(facts.spec) && (one.why === 'failed' || last?.[0]?.why === 'failed')
    if (last === undefined || last.length >= most || alone || bytes + size > MOST_BYTES) {
      batches.push([one])
      bytes = size
    } else {
      last.push(one)
      bytes += size
    }
  })
  return batches
}

function mostTogether({ spec, source }: DatasetFacts): number {
  if (spec.runs?.sequential === true) return 1
  if (isDerived(spec)) return MOST_TOGETHER
  if (isCollected(spec)) return 1
  if (source === null) return isDated(spec.source) ? 1 : MOST_TOGETHER
  return source?.some(({ dt }) => dt === null) === true ? MOST_TOGETHER : 1
}

/** A URL with the interval in it has a file for each. */
const isDated = (source: DatasetFacts['spec']['source']): boolean =>
  source !== undefined && `${source.location} ${source.pattern ?? ''}`.includes('{interval:')
