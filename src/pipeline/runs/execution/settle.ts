import { backfillEnds } from '../../contract'
import type { Draft } from './draft'
import { isBad, isFinished } from './item-states'
import { cancelStaged } from './publication'

/** The backfill's own state after an event: where nothing is in flight, a wish is fulfilled, and where nothing is left, it has ended. */
export function settle(draft: Draft): void {
  if (backfillEnds.includes(draft.state) || draft.state === 'staged') return
  if (draft.units.some(({ state }) => state === 'running')) return
  if (draft.state === 'cancelling') {
    cancelStaged(draft)
    draft.state = 'cancelled'
  } else if (draft.items.every(isFinished)) draft.state = endOf(draft)
  else if (draft.state === 'pausing') draft.state = 'paused'
}

function endOf({ items, state }: Draft): 'staged' | 'publishing' | 'failed' | 'done' {
  if (items.some((item) => item.state === 'staged')) return state === 'publishing' ? 'publishing' : 'staged'
  return items.some(isBad) ? 'failed' : 'done'
}
