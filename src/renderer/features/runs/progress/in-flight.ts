import type { Backfill, BackfillItem, BackfillState } from '../../../../pipeline/contract'

/** The partitions at work: what a pause waits for and a cancel stops. */
export const inFlight = ({ items }: Backfill): BackfillItem[] => items.filter(({ state }) => state === 'running')

/** What a publication would change, and what it would leave as it is. */
export function stagedItems({ items }: Backfill): BackfillItem[] {
  return items.filter(({ state }) => state === 'staged')
}

const working: readonly BackfillState[] = ['running', 'pausing', 'cancelling', 'publishing']

/** Whether something is being done, and not only waited for somebody. */
export const atWork = (state: BackfillState): boolean => working.includes(state)

/** Whether a partition holds what the backfill made of it: what was cancelled or thrown away is not in the lake. */
export const isInLake = ({ state }: BackfillItem): boolean => state === 'ok' || state === 'empty'

/** Whether it is another than before by the backfill. */
export const hasChanged = (item: BackfillItem): boolean => isInLake(item) && item.change !== null && item.change !== 'unchanged'
