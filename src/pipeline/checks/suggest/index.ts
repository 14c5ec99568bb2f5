import type { CheckReport, CheckSpec, CheckSuggestion } from '../../contract'
import { CheckNames } from './names'
import { ofColumns } from './of-columns'
import { ofOthers } from './of-others'
import { ofPairs } from './of-pairs'
import { ofTable } from './of-table'
import type { Candidate, History } from './types'

export { saysSomething } from './of-pairs'
export type { Candidate, History, HistoryColumn } from './types'

/** Share of partitions on which a suggested check would have fired. */
export const MOST_FIRED = 0.02

/** Everything that a history could mean; each is to be tried on it. `declared`: checks that the dataset has. */
export function candidatesOf(history: History, declared: readonly CheckSpec[]): Candidate[] {
  const names = new CheckNames(declared.map(({ id }) => id))
  const all = [...ofTable(history, names), ...ofColumns(history, names), ...ofPairs(history, names), ...ofOthers(history, names)]
  return all.filter(({ check }) => !declared.some((one) => sameThing(one, check)))
}

/** The same kind over the same columns: that somebody has declared already. */
function sameThing(one: CheckSpec, other: CheckSpec): boolean {
  if (one.kind !== other.kind) return false
  if ('column' in one && 'column' in other && one.column !== other.column) return false
  if (one.kind === 'ratio' && other.kind === 'ratio') return one.left === other.left && one.right === other.right
  return !(one.kind === 'reference' && other.kind === 'reference') || one.dataset === other.dataset
}

/** Candidates that were tried: those that fire rarely, of several of one kind over one thing the strictest. */
export function suggestionsOf(
  candidates: readonly Candidate[],
  fired: CheckReport['fired'],
  { partitions }: Pick<History, 'partitions'>
): CheckSuggestion[] {
  const byId = new Map(fired.map((one) => [one.check, one]))
  const rows = partitions.reduce((sum, one) => sum + one.rows, 0)
  const taken = new Set<string>()
  return candidates.flatMap(({ check, reason, values }) => {
    const tried = byId.get(check.id)
    const judged = tried === undefined ? 0 : tried.of - tried.skipped
    if (tried === undefined || judged === 0 || tried.failed > judged * MOST_FIRED) return []
    if (check.kind === 'rows' && taken.has('rows')) return []
    taken.add(check.kind)
    const found = { ...values, fired: String(tried.failed), judged: String(judged) }
    return [{ check, evidence: { partitions: partitions.length, rows, reason, values: found } }]
  })
}
