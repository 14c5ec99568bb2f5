import type { BackfillItem } from '../../contract'
import type { Draft } from './draft'
import { isFinished } from './item-states'
import type { PartitionResult } from './types'

/** What became of a partition. One that is finished stays as it is, so that an event told twice changes nothing. */
export function takeResult(draft: Draft, result: PartitionResult): void {
  const index = draft.find(result.dataset, result.dt)
  const item = index === undefined ? undefined : draft.items[index]
  if (index === undefined || item === undefined || isFinished(item)) return
  if (mayRetry(draft, item, result)) draft.setItem(index, { state: 'waiting', error: result.error })
  else draft.setItem(index, { error: undefined, ...result })
}

/** Only after codes that the dataset names; every attempt counts, those that a crash ended as well. */
function mayRetry({ frame, state }: Draft, item: BackfillItem, result: PartitionResult): boolean {
  const retry = frame.policies.get(item.dataset)?.retry
  if (retry === undefined || state === 'cancelling') return false
  if (result.state !== 'failed' && result.state !== 'refused') return false
  return retry.codes.some((code) => code === result.error?.code) && item.attempts.length <= retry.times
}
