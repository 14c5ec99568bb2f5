import type { CheckNames } from './names'
import type { Candidate, History, HistoryColumn } from './types'

/** Numbers of which pairs are looked at. */
const MOST = 10
const WITHIN = 0.005

const isNumber = ({ type }: HistoryColumn): boolean => type === 'integer' || type === 'float' || type.startsWith('decimal')

/** Pairs of positive numbers that could hang together; the greater is divided by the smaller. What never moves hangs together with anything. */
export function ofPairs({ columns, key }: History, names: CheckNames): Candidate[] {
  const moving = columns.filter((column) => isNumber(column) && !key.includes(column.name) && spreadOf(column) > 0)
  if (moving.length > MOST) return []
  return moving.flatMap((one, index) =>
    moving.slice(index + 1).map((other): Candidate => {
      const [left, right] = greatestOf(one) >= greatestOf(other) ? [one, other] : [other, one]
      const id = names.of(left.name, 'by', right.name)
      const check = {
        id,
        kind: 'ratio',
        left: left.name,
        right: right.name,
        within: WITHIN,
        maxShare: 0,
        severity: 'block'
      } as const
      return { check, reason: 'suggest.ratio', values: { left: left.name, right: right.name } }
    })
  )
}

/** Whether a ratio moves much less than both of its numbers: only then it says something. */
export function saysSomething(
  { columns }: Pick<History, 'columns'>,
  pair: { left: string; right: string },
  ratios: readonly { least: number; greatest: number }[]
): boolean {
  const own = [pair.left, pair.right].map((name) => columns.find((column) => column.name === name))
  const least = Math.min(...own.map((column) => (column === undefined ? 0 : spreadOf(column))))
  const ratio = Math.max(...ratios.map((one) => (one.least > 0 ? one.greatest / one.least - 1 : Infinity)))
  return ratio < least / 10
}

const greatestOf = ({ profiles }: HistoryColumn): number => Math.max(...profiles.map(({ max }) => Number(max ?? 0)))

/** Greatest by least, less one, over all partitions; 0 where a value is not positive. */
function spreadOf({ profiles }: HistoryColumn): number {
  const least = Math.min(...profiles.map(({ min }) => Number(min ?? Infinity)))
  const greatest = Math.max(...profiles.map(({ max }) => Number(max ?? -Infinity)))
  return least > 0 && Number.isFinite(greatest) ? greatest / least - 1 : 0
}
