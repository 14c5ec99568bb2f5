import { WHOLE, type BackfillSelection } from '../../contract'
import type { DatasetFacts } from '../types'
import { everyPartition } from './dates'

/** The partitions that a selection means, ascending, each once. `known` are those that are there or expected. */
export function selectedPartitions(facts: DatasetFacts, known: Iterable<string>, selection: BackfillSelection): string[] {
  const { partition } = facts.spec
  if (partition === undefined) return [WHOLE]
  if (selection.dts !== undefined) {
    return sorted(selection.dts.flatMap((dt) => (dt === WHOLE ? [...known] : everyPartition(facts.spec, dt, dt))))
  }
  const { from, to } = selection
  if (from !== undefined && to !== undefined) return everyPartition(facts.spec, from, to)
  const all = sorted([...known, ...(facts.source ?? []).flatMap(({ dt }) => dt ?? [])])
  const [first, last] = [from ?? all[0], to ?? all.at(-1)]
  if (first === undefined || last === undefined) return []
  return from === undefined && to === undefined ? all : everyPartition(facts.spec, first, last < first ? first : last)
}

const sorted = (dts: readonly string[]): string[] => [...new Set(dts)].sort()
