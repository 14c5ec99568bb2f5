import type { BackfillPlan } from '../../../../pipeline/contract'

export interface RangeWords {
  /** whole: not divided by date · one: a single partition · days, months: all between both ends · some: not all of them. */
  key: 'none' | 'whole' | 'one' | 'days' | 'months' | 'some'
  from: string
  to: string
  count: number
}

/** A plan's selection for a sentence. Both ends are included, so 08-01 … 08-04 are 4 days. */
export function rangeWords({ from, to, selected }: Pick<BackfillPlan, 'from' | 'to' | 'selected'>): RangeWords {
  if (from === null || to === null || selected === 0) return { key: 'none', from: '', to: '', count: 0 }
  const words = { from, to, count: selected }
  if (from === 'all') return { key: 'whole', ...words }
  if (from === to) return { key: 'one', ...words }
  if (selected !== partitionsBetween(from, to)) return { key: 'some', ...words }
  return { key: from.length === 7 ? 'months' : 'days', ...words }
}

const DAY_MS = 86_400_000

/** Calendar months or days from one partition to another, both included. */
function partitionsBetween(from: string, to: string): number {
  if (from.length === 7) return monthNumber(to) - monthNumber(from) + 1
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY_MS) + 1
}

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
