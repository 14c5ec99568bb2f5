import type { PartitionResult } from '../../runs/execution'
import { newId } from '../../lib/ids'
import type { JobContext } from '../jobs/job'
import type { AttemptSpec } from './attempt'
import { RunBook } from './run-book'
import type { Services } from '../services'

/** Partitions that a check refused while the others of their unit stand: each keeps an attempt of its own, with its reason. */
export async function noteRefusals(
  { state, clock, incidents }: Services,
  spec: AttemptSpec,
  { startedBy }: JobContext,
  results: readonly PartitionResult[]
): Promise<void> {
  for (const { dt, error, state: outcome } of results) {
    if (outcome !== 'refused' || error === undefined) continue
    const start = {
      ...{ id: newId(clock.now()), startedBy, dataset: spec.dataset, kind: spec.kind },
      ...{ backfill: spec.backfill ?? null, attempt: spec.attempt ?? 1, trigger: spec.trigger ?? 'person' }
    }
    const book = new RunBook(state.runs, clock, start, { from: dt, to: dt })
    book.say(error.message)
    book.end(book.failure(error))
    await book.save()
    if (spec.kind === 'load') await incidents.collected({ dataset: spec.dataset, dts: [dt], run: start.id, error })
  }
}
