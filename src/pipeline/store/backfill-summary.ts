import type { Backfill, BackfillSummary } from '../contract'
import { omit } from '../lib/omit'

/** A backfill as lists and events show it. */
export function summaryOf(backfill: Backfill): BackfillSummary {
  const { items, plan } = backfill
  return {
    ...omit(backfill, 'items', 'plan', 'skip', 'log'),
    from: plan.from,
    to: plan.to,
    changed: items.filter(({ change, state }) => change !== null && change !== 'unchanged' && state !== 'cancelled').length,
    failed: items.filter(({ state }) => state === 'failed' || state === 'refused').length
  }
}
