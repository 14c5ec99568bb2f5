import type { Backfill, BackfillResult } from '../../../contract'

/** What a backfill came to, as its job answers. */
export const resultOf = ({ id, state, items }: Backfill): BackfillResult => ({
  runId: id,
  state,
  partitions: items.map(({ dataset, dt, state: at, digestBefore, digestAfter, change, error }) => ({
    ...{ dataset, dt, state: at, digestBefore, digestAfter, change },
    ...(error === undefined ? {} : { error })
  }))
})
