import { isDerived } from '../../contract'
import type { DatasetFacts } from '../types'
import type { Chosen } from './chosen'

/** Partitions that are made by one reading of a source whose files hold several. */
export const SHARED_READ = 64
/** Derived partitions of one unit: made one after the other, and published in one commit. */
export const DERIVED_TOGETHER = 16

/**
 * Divides what will run, in the order of starting, into units. Partitions that share one reading of their source are read together;
 * derived ones go in batches, but each by itself after it failed; a partition with files of its own, or of a sequential dataset, is a
 * unit by itself.
 */
export function batchesOf<C extends Chosen>(facts: DatasetFacts, chosen: readonly C[]): C[][] {
  const most = mostTogether(facts)
  const batches: C[][] = []
  for (const one of chosen) {
    const last = batches.at(-1)
    const alone = isDerived(facts.spec) && (one.why === 'failed' || last?.[0]?.why === 'failed')
    if (last === undefined || last.length >= most || alone) batches.push([one])
    else last.push(one)
  }
  return batches
}

function mostTogether({ spec, source }: DatasetFacts): number {
  if (spec.runs?.sequential === true) return 1
  if (isDerived(spec)) return DERIVED_TOGETHER
  if (source === null) return isDated(spec.source) ? 1 : SHARED_READ
  return source?.some(({ dt }) => dt === null) === true ? SHARED_READ : 1
}

/** A URL with the interval in it has a file for each. */
const isDated = (source: DatasetFacts['spec']['source']): boolean =>
  source !== undefined && `${source.location} ${source.pattern ?? ''}`.includes('{interval:')
