import type { ErrorData } from '../../contract'
import type { Draft } from './draft'

export function publish(draft: Draft): void {
  if (draft.state === 'staged') draft.state = 'publishing'
}

/** All that was staged of the dataset stands in its table. */
export function published(draft: Draft, dataset: string): void {
  if (draft.state !== 'publishing') return
  changeStaged(draft, dataset, (rows) => (rows === 0 ? 'empty' : 'ok'))
}

/** Nothing of what is still staged was published: it can be tried again or thrown away. */
export function publishFailed(draft: Draft, error: ErrorData): void {
  if (draft.state !== 'publishing') return
  draft.state = 'staged'
  draft.error = error
}

export function discard(draft: Draft): void {
  if (draft.state !== 'staged') return
  dropStaged(draft)
  draft.state = 'discarded'
}

/** What was staged and will not be published. */
export function dropStaged(draft: Draft): void {
  changeStaged(draft, undefined, () => 'cancelled')
}

function changeStaged(
  draft: Draft,
  dataset: string | undefined,
  stateOf: (rows: number | null) => 'ok' | 'empty' | 'cancelled'
): void {
  draft.items.forEach((item, index) => {
    if (item.state !== 'staged' || (dataset !== undefined && item.dataset !== dataset)) return
    draft.setItem(index, { state: stateOf(item.rowsAfter) })
  })
}
