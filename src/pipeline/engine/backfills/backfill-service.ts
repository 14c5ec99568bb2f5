import {
  backfillEnds,
  type Backfill,
  type BackfillOptions,
  type BackfillPlan,
  type BackfillSelection,
  type LoadResult,
  type RunTrigger
} from '../../contract'
import { AppError } from '../../lib/errors'
import type { Services } from '../services'
import { beginBackfill, policiesOf, restoreBackfill } from './begin-backfill'
import type { LiveBackfill } from './live-backfill'
import { planNow, refuseStale } from './plan-now'
import { cancelAll, runBackfill } from './run-backfill'
import { ShownPlans } from './shown-plans'
import { StagedFiles } from './staged-files'
import { recordedResults, recoveredResults } from './unit-results'

export interface StartRequest {
  selection: BackfillSelection
  options: BackfillOptions
  /** Of the plan that was shown; the start is refused where it no longer holds. */
  hash?: string | undefined
  startedBy: string
  requestId?: string | undefined
  trigger: RunTrigger
}

/** All backfills of this engine: plans, starts, steers and resumes them. */
export class BackfillService {
  readonly staged: StagedFiles
  private readonly live = new Map<string, LiveBackfill>()
  private readonly shown: ShownPlans

  constructor(private readonly services: () => Services) {
    this.staged = new StagedFiles(services)
    this.shown = new ShownPlans(services)
  }

  async plan(selection: BackfillSelection, options: BackfillOptions): Promise<BackfillPlan> {
    return this.shown.remember(await planNow(this.services(), selection, options))
  }

  /** Errors: `plan.stale`, `run.overlap`, and whatever stands in the way of the plan. Nothing has run then. */
  async start({ selection, options, hash, ...by }: StartRequest): Promise<{ id: string; job: string }> {
    const services = this.services()
    const plan = await planNow(services, selection, options)
    refuseStale(plan, hash, this.shown.of(hash))
    const [obstacle] = plan.obstacles
    if (obstacle !== undefined) throw AppError.fromData(obstacle)
    const policies = await policiesOf(services)
    const live = beginBackfill(services, plan, policies, by)
    this.claim(live)
    try {
      await services.state.backfills.begin(live.record)
      const job = await this.run(live, by)
      return { id: live.id, job }
    } catch (error) {
      this.release(live)
      throw error
    }
  }

  get(id: string): Backfill {
    const found = this.live.get(id)?.record ?? this.services().state.backfills.get(id)
    if (found !== undefined) return found
    throw new AppError('backfill.missing', `There is no backfill ${id}.`, {
      hint: 'penstock runs lists what ran.',
      details: { backfill: id }
    })
  }

  list(query: { dataset?: string | undefined; active: boolean; limit: number }): Backfill[] {
    return this.services()
      .state.backfills.list(query)
      .map(({ id }) => this.get(id))
  }

  async pause(id: string): Promise<Backfill> {
    await this.steered(id).apply({ kind: 'pause' })
    return this.get(id)
  }

  async resume(id: string): Promise<Backfill> {
    await this.steered(id).apply({ kind: 'resume' })
    return this.get(id)
  }

  async cancel(id: string): Promise<Backfill> {
    const live = this.steered(id)
    if (live.record.state === 'staged') return this.discard(id)
    await cancelAll(live)
    return this.get(id)
  }

  /** Starts to publish what was staged. */
  async publish(id: string, by: { startedBy: string; requestId?: string | undefined }): Promise<Backfill> {
    const live = this.inReview(id)
    await live.apply({ kind: 'publish' })
    await this.run(live, by)
    return this.get(id)
  }

  async discard(id: string): Promise<Backfill> {
    const live = this.inReview(id)
    await live.apply({ kind: 'discard' })
    await this.staged.drop(id)
    this.release(live)
    return this.get(id)
  }

  /** Backfills that an earlier engine left go on; `committed`: results of runs whose commit was found in the log. */
  async resumeAll(committed: ReadonlyMap<string, LoadResult>): Promise<void> {
    const services = this.services()
    const policies = await policiesOf(services)
    const left = services.state.backfills.list({ active: true, limit: 1000 })
    for (const record of left.reverse()) {
      const live = restoreBackfill(services, record, policies)
      this.claim(live)
      const inFlight = live.execution.units.filter(({ state }) => state === 'running')
      const results = inFlight.flatMap(({ run, dataset }) => {
        if (run === null) return []
        const found = committed.get(run)
        // A run that had ended well before the crash, of which only the backfill had not heard.
        return found === undefined ? recordedResults(services.state.runs.get(run)) : recoveredResults(dataset, found)
      })
      live.say('The engine was started again; it goes on.')
      await live.apply({ kind: 'engine-restarted', committed: results })
      if (live.record.state === 'staged') continue
      if (backfillEnds.includes(live.record.state)) this.release(live)
      else await this.run(live, { startedBy: record.startedBy })
    }
  }

  /** Ids whose staged files are still needed. */
  needed(): Set<string> {
    return new Set(
      this.services()
        .state.backfills.list({ active: true, limit: 1000 })
        .map(({ id }) => id)
    )
  }

  /** What is in flight is stopped by the registry; nothing is called cancelled. */
  close(): void {
    for (const live of this.live.values()) live.close()
  }

  private async run(
    live: LiveBackfill,
    { startedBy, requestId }: { startedBy: string; requestId?: string | undefined }
  ): Promise<string> {
    const services = this.services()
    const { dataset } = live.record
    const spec = { kind: 'backfill' as const, title: dataset, dataset, startedBy, requestId, lane: 'backfill' as const }
    const job = await services.jobs.start(spec, (context) => runBackfill(services, live, context), {
      started: () => undefined,
      ended: () => {
        if (live.record.state !== 'staged' && !live.closing) this.release(live)
      }
    })
    await live.belongTo(job)
    return job
  }

  /** All at once, so that of two starts one is refused. */
  private claim(live: LiveBackfill): void {
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
  }

  private release(live: LiveBackfill): void {
    const { active, busy, inFlight, events } = this.services()
    for (const dataset of datasetsOf(live)) {
      if (active.get(dataset) === live.id) active.delete(dataset)
      if (busy.get(dataset) === live.id) busy.delete(dataset)
      inFlight.delete(dataset)
      events.emit('lake', { name: dataset, version: null })
    }
    this.live.delete(live.id)
  }

  private steered(id: string): LiveBackfill {
    const live = this.live.get(id)
    if (live !== undefined) return live
    const { state } = this.get(id)
    throw new AppError('already.done', `The backfill has already ended (${state}).`, { details: { backfill: id, state } })
  }

  private inReview(id: string): LiveBackfill {
    const live = this.steered(id)
    if (live.record.state === 'staged') return live
    throw new AppError('already.done', `The backfill does not wait for a review (${live.record.state}).`, {
      details: { backfill: id, state: live.record.state }
    })
  }
}

const datasetsOf = ({ record, execution }: LiveBackfill): string[] => [
  ...new Set([record.dataset, ...execution.items.map(({ dataset }) => dataset)])
]

const overlap = (dataset: string, backfill: string): AppError =>
  new AppError('run.overlap', `A backfill that changes "${dataset}" is active already.`, {
    hint: 'Wait until it has ended, or cancel it.',
    retriable: true,
    details: { dataset, backfill }
  })

const changing = (dataset: string, job: string): AppError =>
  new AppError('load.busy', `"${dataset}" is being changed by a job.`, {
    hint: 'Wait until it is done, or cancel it.',
    retriable: true,
    details: { dataset, job }
  })
