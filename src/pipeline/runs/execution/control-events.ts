import type { ErrorData } from '../../contract'
import { planted } from '../../lib/plant'
import type { Draft } from './draft'
import { isFinished } from './item-states'
import { takeResult } from './item-results'
import type { PartitionResult, UnitState } from './types'

export function pause(draft: Draft): void {
  if (draft.state === 'running') draft.state = 'pausing'
}

export function resume(draft: Draft): void {
  if (draft.state === 'pausing' || draft.state === 'paused') draft.state = 'running'
}

/** What waits is cancelled at once, from the end, so that nothing is called skipped for the want of what was cancelled as well. */
export function cancel(draft: Draft): void {
  if (draft.state !== 'running' && draft.state !== 'pausing' && draft.state !== 'paused') return
  draft.state = 'cancelling'
  for (let index = draft.items.length - 1; index >= 0; index--) {
    if (draft.items[index]?.state === 'waiting') draft.setItem(index, { state: 'cancelled', error: CANCELLED })
  }
  for (const { unit, state } of draft.units) {
    if (state === 'waiting' || state === 'retrying') draft.setUnit(unit, { state: 'ended', items: [], retryAt: null })
  }
}

/** What the lake has is done; the rest of what was in flight waits again, or is cancelled where that was asked. */
export function restarted(draft: Draft, committed: readonly PartitionResult[]): void {
  if (!planted('double-publish')) for (const result of committed) takeResult(draft, result)
  for (const unit of draft.units.filter(({ state }) => state === 'running')) waitAgain(draft, unit)
}

/** What of a unit is not finished waits again, or is cancelled where that was asked. */
export function waitAgain(draft: Draft, unit: UnitState): void {
  const items = unit.items.filter((index) => {
    const item = draft.items[index]
    return item !== undefined && !isFinished(item)
  })
  const cancelled = draft.state === 'cancelling'
  for (const index of items) draft.setItem(index, cancelled ? { state: 'cancelled', error: CANCELLED } : { state: 'waiting' })
  const left = cancelled ? [] : items
  draft.setUnit(unit.unit, { state: left.length === 0 ? 'ended' : 'waiting', items: left, run: null })
}

const CANCELLED: ErrorData = {
  code: 'cancelled',
  message: 'The backfill was cancelled before this partition was made.',
  retriable: false,
  hint: 'A new backfill of the missing and failed partitions makes it.'
}
