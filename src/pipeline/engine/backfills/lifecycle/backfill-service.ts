import {
  backfillEnds,
  type Backfill,
  type BackfillOptions,
  type BackfillPlan,
  type BackfillSelection,
  type BackfillSummary,
  type ErrorData,
  type LoadResult,
  type RunTrigger
} from '../../../contract'
import { AppError } from '../../../lib/errors'
import { newId } from '../../../lib/ids'
import { isTestBuild, planted } from '../../../lib/plant'
import { MOST_ACTIVE, summaryOf, type BackfillQuery } from '../../../store'
import type { Services } from '../../services'
import { ActiveBackfills } from './active-backfills'
import { beginBackfill, policiesOf } from './begin-backfill'
import { layToRest, PUBLICATION_CANCELLED } from './lay-to-rest'
import type { LiveBackfill } from './live-backfill'
import { wayOut, withWayOut } from './way-out'
import { planNow, refuseStale, type Seen } from '../plan/plan-now'
import { resumeBackfill } from './resume'
import { cancelAll, forgetStaged, runBackfill } from './run-backfill'
import { ShownPlans } from '../plan/shown-plans'
import { StagedFiles } from '../review/staged-files'

export interface StartRequest extends Starter, Seen {
  selection: BackfillSelection
  options: BackfillOptions
  /** Of the plan that was shown; the start is refused where it no longer holds. */
  hash?: string | undefined
  trigger: RunTrigger
  /** Written in the same commit of the state as the backfill: what is to be known of it as soon as it is. */
  alongside?: (id: string) => Promise<void>
}

interface Starter {
  startedBy: string
  requestId?: string | undefined
}

/** All backfills of this engine: plans, starts, steers and resumes them. */
export class BackfillService {
  readonly staged: StagedFiles
  private readonly active: ActiveBackfills
  private readonly shown: ShownPlans

  constructor(private readonly services: () => Services) {
    this.staged = new StagedFiles(services)
    this.active = new ActiveBackfills(services)
    this.shown = new ShownPlans(services)
  }

  async plan(selection: BackfillSelection, options: BackfillOptions): Promise<BackfillPlan> {
    const { plan } = await planNow(this.services(), selection, options)
    this.shown.remember(plan)
    return { ...plan, obstacles: plan.obstacles.map((obstacle) => this.asItStands(obstacle)) }
  }

  /**
   * Starts what would be planned now; with `hash` only where that is what was shown. Errors, after which nothing has run: `run.overlap`,
   * `load.busy`, `plan.stale` with the difference, `plan.order`, `plan.future`, `dataset.missing`, `dataset.invalid`, `graph.*` and `sql.*`
   * of its place in the graph, `disk.full` where it cannot be written down.
   */
  async start({ selection, options, hash, offered, alongside, ...by }: StartRequest): Promise<{ id: string; job: string }> {
    const services = this.services()
    const policies = await policiesOf(services)
    const { plan, files } = await planNow(services, selection, options, { offered })
    // From here to the claim nothing is waited for: what was planned is what is claimed.
    const [obstacle] = plan.obstacles
    if (obstacle !== undefined) throw AppError.fromData(this.asItStands(obstacle))
    refuseStale(plan, hash, this.shown.of(hash))
    const job = newId(services.clock.now())
    const live = beginBackfill(services, { plan, files }, policies, { ...by, job })
    this.active.claim(live)
    try {
      // All in one commit of the state, so that the request of a job always finds its backfill.
      await Promise.all([services.state.backfills.begin(live.record, files), this.run(live, job, by), alongside?.(live.id)])
      if (isTestBuild && planted('die-after-begin')) process.kill(process.pid, 'SIGKILL')
      return { id: live.id, job }
    } catch (error) {
      // It is not written down, and so must not run.
      live.close()
      await cancelAll(live)
      this.active.release(live)
      throw error
    }
  }

  /** Errors: `backfill.missing`. */
  get(id: string): Backfill {
    const found = this.active.get(id)?.record ?? this.services().state.backfills.get(id)
    if (found !== undefined) return found
    throw new AppError('backfill.missing', `There is no backfill ${id}.`, {
      hint: 'penstock runs lists what ran.',
      details: { backfill: id }
    })
  }

  list(query: BackfillQuery): Backfill[] {
    return this.services()
      .state.backfills.summaries(query)
      .map(({ id }) => this.get(id))
  }

  /** Newest first, without plans and items. */
  summaries(query: BackfillQuery): BackfillSummary[] {
    const found = this.services().state.backfills.summaries(query)
    return found.map((one) => {
      const live = this.active.get(one.id)
      return live === undefined ? one : summaryOf(live.record)
    })
  }

  /** What is in flight ends, nothing new starts. Errors: `backfill.missing`, `already.done`; those of a state that cannot be written. */
  async pause(id: string): Promise<Backfill> {
    await this.steered(id).apply({ kind: 'pause' })
    return this.get(id)
  }

  /** Goes on with one that was paused, or that an earlier engine left. Errors as of `pause`. */
  async resume(id: string): Promise<Backfill> {
    const live = this.steered(id)
    await live.apply({ kind: 'resume' })
    if (live.resting) await this.takeUp(live)
    return this.get(id)
  }

  /** What is in flight is stopped, what was staged is thrown away, what was committed stays. Errors as of `pause`. */
  async cancel(id: string): Promise<Backfill> {
    const live = this.steered(id)
    if (live.record.state === 'staged') return this.discard(id)
    if (live.record.state === 'publishing') return this.stopPublication(live)
    await cancelAll(live)
    if (live.resting) await forgetStaged(this.services(), live)
    const over = backfillEnds.includes(live.record.state)
    if (over && live.resting) this.active.release(live)
    return this.get(id)
  }

  /** As its job is cancelled: what is not in its table by then waits for its review again. `already.done`. */
  private async stopPublication(live: LiveBackfill): Promise<Backfill> {
    if (live.resting) await live.apply(PUBLICATION_CANCELLED)
    else this.services().jobs.cancel(live.record.job ?? '')
    return this.get(live.id)
  }

  /**
   * Starts to publish what was staged. Errors: `backfill.missing`; `already.done` where it does not wait for a review. What goes wrong
   * later (`plan.stale`, `commit.conflict`) is the record's `error`, and it waits for its review again.
   */
  async publish(id: string, by: Starter): Promise<Backfill> {
    const live = this.inReview(id)
    const job = newId(this.services().clock.now())
    live.workAs(job)
    await Promise.all([live.apply({ kind: 'publish' }), this.run(live, job, by)])
    return this.get(id)
  }

  /** Throws away what was staged. Errors: `backfill.missing`; `already.done` where it does not wait for a review. */
  async discard(id: string): Promise<Backfill> {
    const live = this.inReview(id)
    await live.apply({ kind: 'discard' })
    await this.staged.drop(id)
    this.active.release(live)
    return this.get(id)
  }

  /**
   * Backfills that an earlier engine left go on, under the jobs that they had; without `takeUp` each rests until it is resumed or
   * cancelled. `committed`: results of runs whose commit is in the log.
   */
  async resumeAll(committed: ReadonlyMap<string, LoadResult>, takeUp = true): Promise<void> {
    const services = this.services()
    const policies = await policiesOf(services)
    const left = services.state.backfills.list({ active: true, limit: MOST_ACTIVE })
    await this.staged.sweep(new Set(left.map(({ id }) => id)))
    for (const record of left.reverse()) {
      const live = await resumeBackfill(services, this.active, record, policies, committed)
      if (live === undefined || live.record.state === 'staged') continue
      if (takeUp) await this.takeUp(live)
      else live.resting = true
    }
  }

  private async takeUp(live: LiveBackfill): Promise<void> {
    const { job: last, startedBy } = live.record
    const job = last ?? newId(this.services().clock.now())
    live.resting = false
    live.workAs(job)
    live.say('The engine was started again; it goes on.')
    await this.run(live, job, { startedBy })
  }

  /** What is in flight is stopped by the registry; nothing is called cancelled. */
  close(): void {
    for (const live of this.active.all()) live.close()
  }

  private async run(live: LiveBackfill, id: string, { startedBy, requestId }: Starter): Promise<void> {
    const services = this.services()
    const { dataset } = live.record
    const spec = { id, kind: 'backfill' as const, title: dataset, dataset, startedBy, requestId, lane: 'backfill' as const }
    await services.jobs.start(spec, (context) => runBackfill(services, live, context), {
      started: () => undefined,
      ended: () => void layToRest(live, () => this.active.release(live))
    })
  }

  /** What can be done about a backfill that is active; undefined of any other. */
  wayOutOf(id: string): string | undefined {
    const live = this.active.get(id)
    return live === undefined ? undefined : wayOut(live)
  }

  private asItStands(obstacle: ErrorData): ErrorData {
    return withWayOut(obstacle, (id) => this.active.get(id))
  }

  private steered(id: string): LiveBackfill {
    const live = this.active.get(id)
    if (live !== undefined) return live
    const { state } = this.get(id)
    throw new AppError('already.done', `The backfill has already ended (${state}).`, { details: { backfill: id, state } })
  }

  private inReview(id: string): LiveBackfill {
    const live = this.steered(id)
    if (live.record.state === 'staged') return live
    throw new AppError('already.done', `The backfill does not wait for a review (${live.record.state}).`, {
      hint: wayOut(live),
      details: { backfill: id, state: live.record.state }
    })
  }
}
