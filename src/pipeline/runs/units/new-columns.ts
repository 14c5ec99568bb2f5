import type { BackfillItem } from '../../contract'
import { canRead } from '../../lake/evolve'
import { partitionsOf } from '../../lake/partitions'
import { AppError } from '../../lib/errors'
import type { MadeUnit } from './judge-unit'

/**
 * Whether a unit has columns with which partitions that it does not make could not be read: all of them have to be published in one
 * commit. `schema.breaking` where the backfill does not make them all.
 */
export function needsTheOthers(dataset: string, { base, staged }: MadeUnit, items: readonly BackfillItem[]): boolean {
  if (base === undefined || staged.partitions.length === 0 || canRead(base.schema, staged.schema)) return false
  const there = [...partitionsOf(base).keys()]
  const left = notIn(
    there,
    items.filter((item) => item.dataset === dataset)
  )
  if (left.length > 0) throw leavesSome(dataset, left)
  return notIn(there, staged.partitions).length > 0
}

const notIn = (dts: readonly string[], others: readonly { dt: string }[]): string[] => {
  const known = new Set(others.map(({ dt }) => dt))
  return dts.filter((dt) => !known.has(dt))
}

const leavesSome = (dataset: string, left: readonly string[]): AppError =>
  new AppError(
    'schema.breaking',
    `${dataset} is to get other columns than its table has, and ${left.length} of its partitions, the first being ${left[0] ?? ''}, would keep the old ones.`,
    {
      hint: `Make all of them in one backfill: penstock backfill ${dataset} --only all. Or let the columns keep their old names and types.`,
      details: { dataset, left: left.slice(0, 20) }
    }
  )
