import { AppError } from '../../../lib/errors'
import type { Services } from '../../services'
import { activeHint } from '../../../runs/plan'
import type { LiveBackfill } from './live-backfill'

type Claims = Pick<Services, 'active' | 'busy' | 'inFlight' | 'events'>

/** Backfills that have not ended. Each holds the datasets that it changes: nothing else may change them meanwhile. */
export class ActiveBackfills {
  private readonly live = new Map<string, LiveBackfill>()

  constructor(private readonly services: () => Claims) {}

  get(id: string): LiveBackfill | undefined {
    return this.live.get(id)
  }

  all(): LiveBackfill[] {
    return [...this.live.values()]
  }

  /** All datasets at once, so that of two starts one is refused: `run.overlap`, `load.busy`. */
  claim(live: LiveBackfill): void {
    const { active, busy } = this.services()
    const datasets = datasetsOf(live)
    for (const dataset of datasets) {
      const other = active.get(dataset)
      if (other !== undefined) throw overlap(dataset, other)
      const job = busy.get(dataset)
      if (job !== undefined) throw changing(dataset, job)
    }
    for (const dataset of datasets) {
      active.set(dataset, live.id)
      busy.set(dataset, live.id)
    }
    this.live.set(live.id, live)
    live.markInFlight()
  }

  release(live: LiveBackfill): void {
    const { active, busy, inFlight, events } = this.services()
    for (const dataset of datasetsOf(live)) {
      if (active.get(dataset) === live.id) active.delete(dataset)
      if (busy.get(dataset) === live.id) busy.delete(dataset)
      inFlight.delete(dataset)
      events.emit('lake', { name: dataset, version: null })
    }
    this.live.delete(live.id)
  }
}

const datasetsOf = ({ record, execution }: LiveBackfill): string[] => [
  ...new Set([record.dataset, ...execution.items.map(({ dataset }) => dataset)])
]

const overlap = (dataset: string, backfill: string): AppError =>
  new AppError('run.overlap', `A backfill of ${dataset} is active: ${backfill}.`, {
    hint: activeHint(backfill),
    retriable: true,
    details: { dataset, backfill }
  })

const changing = (dataset: string, job: string): AppError =>
  new AppError('load.busy', `"${dataset}" is being changed by a job.`, {
    hint: 'Wait until it is done, or cancel it.',
    retriable: true,
    details: { dataset, job }
  })
