import { backfillEnds, type BackfillState } from '../../../contract'
import type { LiveBackfill } from './live-backfill'

/** A publication at which nobody is at work goes back to its review. */
export const PUBLICATION_CANCELLED = {
  kind: 'publish-failed',
  error: { code: 'cancelled', message: 'The publication was cancelled before it began.', retriable: true }
} as const

/** Nothing more happens by itself: it has ended, or a person decides. */
export const isOver = (state: BackfillState): boolean => backfillEnds.includes(state) || state === 'staged'

/**
 * A backfill at which nobody is at work any more. One that is not over, as where its job was cancelled before its work began, is cancelled;
 * a publication goes back to its review. It keeps its datasets until that is durable: what is called active is active.
 */
export async function layToRest(live: LiveBackfill, release: () => void): Promise<void> {
  if (!isOver(live.record.state) && !live.closing) await live.apply(...asCancelled).catch(() => undefined)
  if (live.unwritten) await live.untilSettled()
  if (backfillEnds.includes(live.record.state) && !live.closing) release()
}

/** Each does something to one kind of state only. */
const asCancelled = [PUBLICATION_CANCELLED, { kind: 'cancel' }, { kind: 'engine-restarted', committed: [] }] as const
