import { isSourced, type ErrorData, type PlanItem } from '../../contract'
import type { DatasetFacts } from '../types'

/** Whether a source that can be listed, and of which each file names its partition, has none of a partition. */
export function isUnfiled({ spec, source }: DatasetFacts): (dt: string) => boolean {
  if (!isSourced(spec) || source === null || source === undefined) return () => false
  if (source.some(({ dt }) => dt === null)) return () => false
  const dated = new Set(source.map(({ dt }) => dt))
  return (dt) => !dated.has(dt)
}

/** What will likely go wrong with items of a dataset, told before they run; they are run all the same. */
export function warningsOf(facts: DatasetFacts, items: readonly PlanItem[]): ErrorData[] {
  if (items.length === 0) return []
  if (facts.listing !== undefined) return [facts.listing]
  const unfiled = isUnfiled(facts)
  const partitions = items.map(({ dt }) => dt).filter(unfiled)
  return partitions.length === 0 ? [] : [noFile(facts.spec.name, partitions.sort())]
}

/** Partitions that a warning names in its text; its details name all. */
const NAMED = 3

const noFile = (dataset: string, partitions: readonly string[]): ErrorData => ({
  code: 'file.missing',
  message: `The source of ${dataset} has no file of ${partitions.slice(0, NAMED).join(', ')}${partitions.length > NAMED ? ` and ${partitions.length - NAMED} more` : ''}.`,
  retriable: true,
  hint: 'The source may be late; what it lacks when its turn comes is refused or empty, as the dataset says.',
  details: { dataset, partitions }
})
