import type { Services } from '../../services'
import { busyError } from '../../loads/busy'
import type { LiveBackfill } from './live-backfill'
import { overlap } from './way-out'

/** Backfills that have not ended. Each holds the datasets that it changes: nothing else may change them meanwhile. */
export class ActiveBackfills {
  private readonly live = new Map<string, LiveBackfill>()

  constructor(private readonly services: () => Services) {}

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
      const other = this.live.get(active.get(dataset) ?? '')
      if (other !== undefined) throw overlap(other, shared(datasetsOf(other), datasets))
      if (busy.has(dataset)) throw busyError(this.services(), dataset)
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

const shared = (left: readonly string[], right: readonly string[]): string[] => left.filter((name) => right.includes(name))
