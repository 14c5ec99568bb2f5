import { backfillEnds, type DatasetSpec } from '../../contract'
import { hasCome, oldestOfEach } from '../../runs/schedule'
import { usableSpecs } from '../facts/world'
import type { Services } from '../services'
import { ArrivalWatch } from './arrivals'
import { askLateSource } from './ask-late-source'
import { claimDue } from './claim'
import { giveToBackfill } from './give-to-backfill'
import { isPaused } from './paused'
import { ReadyWatch } from './ready-watch'
import { reopenAhead } from './reopen-ahead'
import { SkewWatch } from './skew'

/** However the clock jumps or the machine sleeps, schedules are looked at so often, in ms of the monotonic clock. */
const LOOK_MS = 5_000

/** Starts what falls due. There is one for each workspace, since there is one engine, and each interval is claimed once in the state database. */
export class Scheduler {
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> | undefined
  private again = false
  private closed = false
  private readonly stops: (() => void)[] = []
  private readonly arrivals: ArrivalWatch
  private readonly ready: ReadyWatch
  private readonly skew: SkewWatch

  constructor(private readonly services: Services) {
    this.arrivals = new ArrivalWatch(services)
    this.ready = new ReadyWatch(services)
    this.skew = new SkewWatch(services)
  }

  start(): void {
    const { events } = this.services
    const look = (): void => void this.look()
    this.stops.push(
      events.on('lake', ({ name }) => {
        this.ready.changed(name)
        look()
      }),
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
    await Promise.all([this.looking, this.arrivals.close()])
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
      await this.tried('schedules', () => this.lookOnce())
    }
  }

  private async lookOnce(): Promise<void> {
    await this.tried('the clock', () => this.lookAtClock())
    const usable = await usableSpecs(this.services)
    const specs = usable.filter((spec) => spec.schedule !== undefined && !isPaused(this.services, spec))
    for (const spec of specs) await this.tried(spec.name, () => this.claim(spec))
    const now = this.services.clock.now()
    const open = this.services.state.ticks.open().filter((tick) => hasCome(tick, now))
    const known = new Map(specs.map((spec) => [spec.name, spec]))
    for (const tick of oldestOfEach(open)) {
      const spec = known.get(tick.dataset)
      if (spec !== undefined && !this.closed) await this.tried(spec.name, () => giveToBackfill(this.services, spec, tick))
    }
  }

  private async lookAtClock(): Promise<void> {
    if (await this.skew.look()) this.services.events.emit('clock', undefined)
  }

  private async claim(spec: DatasetSpec): Promise<void> {
    const { schedule } = spec
    if (schedule?.cron !== undefined) {
      await reopenAhead(this.services, spec)
      await claimDue(this.services, spec)
      await askLateSource(this.services, spec)
    }
    if (schedule?.after !== undefined) await this.ready.look(spec)
    if (schedule?.arrival === true) void this.arrivals.look(spec)
  }

  /** What is wrong with one dataset stops no other one. */
  private async tried(subject: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.services.logger.error('a schedule could not be looked at', { subject, error: String(error) })
    }
  }
}
