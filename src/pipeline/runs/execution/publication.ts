import type { BackfillItem, ErrorData } from '../../contract'
import type { Draft } from './draft'

export function publish(draft: Draft): void {
  if (draft.state === 'staged') draft.state = 'publishing'
}

/** All that was staged of the dataset stands in its table. */
export function published(draft: Draft, dataset: string): void {
  if (draft.state !== 'publishing') return
  changeStaged(draft, dataset, (rows) => ({ state: rows === 0 ? 'empty' : 'ok' }))
}

/** Nothing of what is still staged was published: it can be tried again or thrown away. */
export function publishFailed(draft: Draft, error: ErrorData): void {
  if (draft.state !== 'publishing') return
  draft.state = 'staged'
  draft.error = error
}

export function discard(draft: Draft): void {
  if (draft.state !== 'staged') return
  changeStaged(draft, undefined, () => ({ state: 'cancelled' }))
  draft.state = 'discarded'
}

/** What was staged of a backfill that was cancelled before its review. */
export function cancelStaged(draft: Draft): void {
  changeStaged(draft, undefined, () => ({ state: 'cancelled', error: NOT_REVIEWED }))
}

const NOT_REVIEWED: ErrorData = {
  code: 'cancelled',
  message: 'The backfill was cancelled before this partition, which was staged, could be reviewed and published.',
  retriable: false,
  hint: 'A new backfill of the missing and failed partitions makes it again.'
}

function changeStaged(draft: Draft, dataset: string | undefined, changeOf: (rows: number | null) => Partial<BackfillItem>): void {
  draft.items.forEach((item, index) => {
    if (item.state !== 'staged' || (dataset !== undefined && item.dataset !== dataset)) return
    draft.setItem(index, changeOf(item.rowsAfter))
  })
}
