import type { Backfill, BackfillResult, BackfillSummary } from '../../../contract'
import { omit } from '../../../lib/omit'

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

export const resultOf = ({ id, state, items }: Backfill): BackfillResult => ({
  runId: id,
  state,
  partitions: items.map(({ dataset, dt, state: at, digestBefore, digestAfter, change, error }) => ({
    ...{ dataset, dt, state: at, digestBefore, digestAfter, change },
    ...(error === undefined ? {} : { error })
  }))
})
