import type { Overview } from '../../contract'
import type { Services } from '../services'
import { overviewNow } from './overview-now'
import { rankOf } from './row'

/** Changes are gathered for so long before the overview is made again, and at the latest it is made so often, in ms. */
const GATHER_MS = 500
const LOOK_MS = 30_000

/** Tells windows and the tray when what the morning screen says has changed, also by the passing of a deadline. */
export class OverviewWatch {
  private last: Map<string, number> | undefined
  private soon: NodeJS.Timeout | undefined
  private readonly timer: NodeJS.Timeout
  private readonly stops: (() => void)[]
  private closed = false
  /** Something happened: windows ask again even where no state has changed. */
  private touched = false

  constructor(private readonly services: Services) {
    const { events } = services
    this.stops = (['lake', 'backfill', 'incident', 'clock'] as const).map((kind) => events.on(kind, () => this.later()))
    this.timer = setInterval(() => void this.look(), LOOK_MS)
    this.later()
  }

  /** Looks again soon. */
  later(): void {
    if (this.closed) return
    this.touched = true
    this.soon ??= setTimeout(() => {
      this.soon = undefined
      void this.look()
    }, GATHER_MS)
  }

  close(): void {
    this.closed = true
    clearTimeout(this.soon)
    clearInterval(this.timer)
    for (const stop of this.stops) stop()
  }

  private async look(): Promise<void> {
    try {
      const overview = await overviewNow(this.services)
      if (!this.closed) this.tell(overview)
    } catch (error) {
      this.services.logger.warn('the overview could not be made', { error: String(error) })
    }
  }

  private tell({ rows, needing }: Overview): void {
    const before = this.last
    this.last = new Map(rows.map(({ dataset, state, attention }) => [dataset, attention ? 1 + rankOf(state) : 0]))
    const same =
      before !== undefined && [...this.last].every(([name, rank]) => before.get(name) === rank) && before.size === this.last.size
    if (same && !this.touched) return
    this.touched = false
    const worse =
      before === undefined ? undefined : rows.find(({ dataset }) => (this.last?.get(dataset) ?? 0) > (before.get(dataset) ?? 0))
    this.services.events.emit('overview', { needing, worse: worse !== undefined, dataset: worse?.dataset ?? null })
  }
}
