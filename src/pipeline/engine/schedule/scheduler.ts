import { backfillEnds, type DatasetSpec, type ScheduleTick } from '../../contract'
import { toInstant } from '../../lib/clock'
import { toErrorData } from '../../lib/errors'
import { intervalById } from '../../runs/intervals'
import { calendarOf } from '../facts/dataset-facts'
import { usableSpecs } from '../facts/world'
import type { Services } from '../services'
import { watchArrivals } from './arrivals'
import { claimDue, claimReady } from './claim'
import { isPaused } from './paused'
import { startInterval } from './start-interval'

/** However the clock jumps or the machine sleeps, schedules are looked at so often, in ms of the monotonic clock. */
const LOOK_MS = 5_000

/** Starts what falls due. There is one for each workspace, since there is one engine, and each interval is claimed once in the state database. */
export class Scheduler {
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> | undefined
  private again = false
  private closed = false
  private readonly stops: (() => void)[] = []

  constructor(private readonly services: Services) {}

  start(): void {
    const { events } = this.services
    const look = (): void => void this.look()
    this.stops.push(
      events.on('lake', look),
      events.on('backfill', ({ state }) => {
        if (backfillEnds.includes(state)) look()
      })
    )
    this.timer = setInterval(look, LOOK_MS)
    look()
  }

  /** Ends the looking; what was started goes on. */
  async close(): Promise<void> {
    this.closed = true
    clearInterval(this.timer)
    for (const stop of this.stops) stop()
    await this.looking
  }

  /** Claims and starts what is due now; one look at a time. Resolves when nothing is left to be looked at. */
  look(): Promise<void> {
    if (this.closed) return Promise.resolve()
    this.again = true
    this.looking ??= this.lookAround().finally(() => {
      this.looking = undefined
    })
    return this.looking
  }

  private async lookAround(): Promise<void> {
    while (this.again && !this.closed) {
      this.again = false
      try {
        await this.lookOnce()
      } catch (error) {
        this.services.logger.error('schedules could not be looked at', { error: String(error) })
      }
    }
  }

  private async lookOnce(): Promise<void> {
    const specs = (await usableSpecs(this.services)).filter(
      (spec) => spec.schedule !== undefined && !isPaused(this.services, spec)
    )
    for (const spec of specs) {
      if (spec.schedule?.cron !== undefined) await claimDue(this.services, spec)
      if (spec.schedule?.after !== undefined) await claimReady(this.services, spec)
      if (spec.schedule?.arrival === true) await watchArrivals(this.services, spec)
    }
    const byName = new Map(specs.map((spec) => [spec.name, spec]))
    for (const tick of oldestOfEach(this.services.state.ticks.open())) {
      const spec = byName.get(tick.dataset)
      if (spec !== undefined && !this.closed) await this.give(spec, tick)
    }
  }

  /** Gives the oldest open interval of a dataset to a backfill, once no other one changes the dataset. */
  private async give(spec: DatasetSpec, tick: ScheduleTick): Promise<void> {
    const { state, active, busy, clock } = this.services
    if (active.has(spec.name) || busy.has(spec.name)) return
    const interval = intervalById(spec, await calendarOf(this.services, spec), tick.interval)
    const at = toInstant(clock.now())
    if (interval === undefined) {
      await state.ticks.settle({ ...tick, state: 'skipped', reason: 'The dataset no longer has this interval.', at })
      return
    }
    try {
      const trigger = spec.schedule?.after === undefined ? ('schedule' as const) : ('after' as const)
      const id = await startInterval(this.services, spec, interval, { trigger, startedBy: trigger })
      await state.ticks.settle({ ...tick, state: 'run', backfill: id, at })
    } catch (thrown) {
      const error = toErrorData(thrown)
      // Somebody else changes it right now: the interval stays due.
      if (error.code === 'run.overlap' || error.code === 'load.busy') return
      await state.ticks.settle({ ...tick, state: 'failed', reason: `${error.message} [${error.code}]`, at })
    }
  }
}

/** Intervals of one dataset run one after the other, in order. */
function oldestOfEach(ticks: readonly ScheduleTick[]): ScheduleTick[] {
  const oldest = new Map<string, ScheduleTick>()
  for (const tick of ticks) if (!oldest.has(tick.dataset)) oldest.set(tick.dataset, tick)
  return [...oldest.values()]
}
