import type { CheckNames } from './names'
import { rangeOf } from './range-of'
import type { Candidate, History, HistoryColumn } from './types'

/** Rows that say something of a column's values. */
const ENOUGH = 20
/** Texts with no more different values than this are likely a list. */
const LIST = 30

/** Checks of single columns: nothing missing where nothing ever was, ranges of numbers, lists of values. */
export const ofColumns = (history: History, names: CheckNames): Candidate[] =>
  history.columns.flatMap((column) => [
    ...neverNull(column, names),
    ...(isStructural(column.name, history) ? [] : rangeOf(column, names)),
    ...listed(column, history, names)
  ])

/** What tells partitions or rows apart differs in each of them: a range of it would be left with the next one. */
const isStructural = (name: string, { key, partitionColumns }: History): boolean =>
  key.includes(name) || partitionColumns.includes(name)

function neverNull({ name, profiles }: HistoryColumn, names: CheckNames): Candidate[] {
  const rows = profiles.reduce((sum, one) => sum + one.rows, 0)
  if (rows < ENOUGH || profiles.some(({ nulls }) => nulls > 0)) return []
  const check = { id: names.of(name, 'there'), kind: 'nulls', column: name, maxShare: 0, severity: 'block' } as const
  return [{ check, reason: 'suggest.never_null', values: { column: name, nulls: '0' } }]
}

/** Few texts, each seen often, and none that only one partition has. */
function listed({ name, type, profiles }: HistoryColumn, history: History, names: CheckNames): Candidate[] {
  if (type !== 'text' || isStructural(name, history)) return []
  const there = profiles.filter(({ rows, nulls }) => rows > nulls)
  const values = [...new Set(there.flatMap((one) => one.values ?? []))].sort()
  const rows = there.reduce((sum, one) => sum + one.rows - one.nulls, 0)
  if (there.some((one) => one.values === null) || values.length === 0 || values.length > LIST) return []
  if (rows < ENOUGH || rows < values.length * 10) return []
  const check = { id: names.of(name, 'known'), kind: 'values', column: name, values, maxShare: 0, severity: 'warn' } as const
  return [{ check, reason: 'suggest.few_values', values: { column: name, distinct: String(values.length) } }]
}
