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

function endOf({ items, state, frame }: Draft): 'staged' | 'publishing' | 'failed' | 'done' {
  const staged = items.filter((item) => item.state === 'staged')
  if (staged.length > 0)
    return state === 'publishing' || !staged.some(({ dataset }) => frame.asking.has(dataset)) ? 'publishing' : 'staged'
  return items.some(isBad) ? 'failed' : 'done'
}
