import { isSourced, type BackfillSelection, type ErrorData, type PlanItem } from '../../contract'
import type { DatasetFacts } from '../types'

/** Whether a source that can be listed, and of which each file names its partition, has none of a partition. */
export function isUnfiled({ spec, source }: DatasetFacts): (dt: string) => boolean {
  if (!isSourced(spec) || source === null || source === undefined) return () => false
  if (source.some(({ dt }) => dt === null)) return () => false
  const dated = new Set(source.map(({ dt }) => dt))
  return (dt) => !dated.has(dt)
}

/** What will likely go wrong with items of a dataset, told before they run; they are run all the same. */
export function warningsOf(facts: DatasetFacts, items: readonly PlanItem[], selection: BackfillSelection): ErrorData[] {
  const unread = unreadOf(facts, selection)
  if (unread > 0) return [notRead(facts.spec.name, unread)]
  if (items.length === 0) return []
  if (facts.listing !== undefined) return [facts.listing]
  const unfiled = isUnfiled(facts)
  const partitions = items.map(({ dt }) => dt).filter(unfiled)
  return partitions.length === 0 ? [] : [noFile(facts.spec.name, partitions.sort())]
}

/** Files that may hold partitions which nobody knows yet: an open selection leaves those out. */
function unreadOf({ spec, source, partitions }: DatasetFacts, { dts, from, to, interval }: BackfillSelection): number {
  const closed = dts !== undefined || interval !== undefined || (from !== undefined && to !== undefined)
  if (closed || spec.partition === undefined || source === null || source === undefined) return 0
  let written = 0
  for (const { writtenAt } of partitions.values()) written = Math.max(written, writtenAt)
  return source.filter(({ dt, modifiedMs }) => dt === null && modifiedMs > written).length
}

const notRead = (dataset: string, files: number): ErrorData => ({
  code: 'source.unread',
  message: `${files} ${files === 1 ? 'file' : 'files'} of the source of ${dataset} came or changed since it was last written. Only their rows say which partitions they belong to: new ones are not in this plan.`,
  retriable: false,
  hint: `penstock load ${dataset} reads the whole source; --from and --to name a range.`,
  details: { dataset, files }
})

/** Partitions that a warning names in its text; its details name all. */
const NAMED = 3

const noFile = (dataset: string, partitions: readonly string[]): ErrorData => ({
  code: 'file.missing',
  message: `The source of ${dataset} has no file of ${partitions.slice(0, NAMED).join(', ')}${partitions.length > NAMED ? ` and ${partitions.length - NAMED} more` : ''}.`,
  retriable: true,
  hint: 'The source may be late; what it lacks when its turn comes is refused or empty, as the dataset says.',
  details: { dataset, partitions }
})
