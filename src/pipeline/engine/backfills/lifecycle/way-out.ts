import { backfillEnds, type ErrorData } from '../../../contract'
import { AppError } from '../../../lib/errors'
import type { LiveBackfill } from './live-backfill'

interface Standing extends Pick<LiveBackfill, 'id' | 'resting'> {
  record: Pick<LiveBackfill['record'], 'state'>
}

/** What can be done about a backfill that stands in the way, by how it stands. */
export function wayOut({ id, resting, record: { state } }: Standing): string {
  const either = `penstock resume ${id} goes on with it, penstock cancel ${id} ends it.`
  if (state === 'staged')
    return `It waits for its review: penstock publish ${id} publishes it, penstock discard ${id} throws it away.`
  if (state === 'publishing') {
    return resting
      ? `It was interrupted while it was published: penstock resume ${id} publishes the rest.`
      : 'It is being published: wait until that is done.'
  }
  if (resting) return `It was interrupted: ${either}`
  if (state === 'paused' || state === 'pausing') return `It is paused: ${either}`
  return `Wait until it ends (penstock backfills --active says how far it is), or end it with: penstock cancel ${id}.`
}

/** `run.overlap` of a backfill that has some of the datasets that another one would change. */
export function overlap(live: LiveBackfill, datasets: readonly string[]): AppError {
  const backfill = live.id
  return new AppError('run.overlap', `A backfill of ${datasets.join(', ')} is active: ${backfill}.`, {
    hint: wayOut(live),
    retriable: true,
    details: { dataset: datasets[0] ?? live.record.dataset, datasets: [...datasets], backfill }
  })
}

/** An obstacle of a plan as it stands now: of a backfill that is active, with what can be done about it. */
export function withWayOut(obstacle: ErrorData, find: (id: string) => LiveBackfill | undefined): ErrorData {
  const backfill = obstacle.details?.['backfill']
  const live = obstacle.code === 'run.overlap' && typeof backfill === 'string' ? find(backfill) : undefined
  return live === undefined || backfillEnds.includes(live.record.state) ? obstacle : { ...obstacle, hint: wayOut(live) }
}
