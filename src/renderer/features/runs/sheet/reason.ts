import type { TFunction } from 'i18next'
import type { PlanItem } from '../../../../pipeline/contract'

type Reason = Pick<PlanItem, 'why' | 'state'>

/** Late and partial ones run as missing, refused ones as failed: each is called what the grid calls it. */
export const runReason = (t: TFunction, { why, state }: Reason): string =>
  state === 'late' || state === 'partial' || state === 'refused' ? t(`state.${state}`) : t(`backfill.why.${why}`)

/** How many run for which reason, in the order in which they first occur. */
export function reasonCounts(t: TFunction, items: readonly Reason[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(runReason(t, item), (counts.get(runReason(t, item)) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count }))
}
