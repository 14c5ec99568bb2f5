import type { Backfill, BackfillItem } from '../../../../pipeline/contract'

/** The partitions at work: what a pause waits for and a cancel stops. */
export const inFlight = ({ items }: Backfill): BackfillItem[] => items.filter(({ state }) => state === 'running')

/** What a publication would change, and what it would leave as it is. */
export function stagedItems({ items }: Backfill): BackfillItem[] {
  return items.filter(({ state }) => state === 'staged')
}
