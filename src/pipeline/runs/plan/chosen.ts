import type { PartitionState, PlanItem } from '../../contract'

export type PlanWhy = PlanItem['why']

/** A partition that will run. */
export interface Chosen {
  dt: string
  why: PlanWhy
  /** What it is now; absent where nothing is known of it. */
  state?: PartitionState | undefined
}

/** In the order of starting; partition ids sort by time. */
export function inOrder<T extends { dt: string }>(chosen: readonly T[], order: 'oldest' | 'newest'): T[] {
  const ascending = chosen.toSorted((a, b) => (a.dt < b.dt ? -1 : 1))
  return order === 'oldest' ? ascending : ascending.reverse()
}
