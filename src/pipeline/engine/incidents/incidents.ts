import { WHOLE, type CheckResult, type IncidentKind } from '../../contract'
import { incidentId, subjectOf } from '../../checks/incidents'
import type { WorkContext } from '../../load/worker-api'
import type { Services } from '../services'
import { summaryOf, withReaders } from './affects'
import { IncidentLog } from './incident-log'
import { judgeAll } from '../checks/run-checks'
import { judgeAnomalies } from './judge-anomalies'
import type { CollectedPartitions, DeliveredPartition, EndedRun, IncidentSink, JudgedPartition } from './sink'
import { checkTrouble, collectTrouble, deliverTrouble, isOfSource } from './troubles'

/** The incidents of a workspace: what the engine's parts saw becomes one incident for each trouble. */
export class Incidents implements IncidentSink {
  readonly log: IncidentLog

  constructor(
    private readonly services: () => Services,
    { state, clock }: Pick<Services, 'state' | 'clock'>
  ) {
    this.log = new IncidentLog(state.incidents, clock, async (changed) => {
      const [told] = await withReaders(services(), [summaryOf(changed)])
      if (told !== undefined) services().events.emit('incident', told)
    })
  }

  judged(partition: JudgedPartition): Promise<void> {
    return this.safely('the checks of a partition', async () => {
      const { dataset, dt, run, results } = partition
      for (const result of results) await this.check(partition, result)
      const has = new Set(results.map(({ check }) => incidentId({ dataset, dt, kind: 'check', subject: check })))
      const dropped = this.standing(dataset, dt, 'check').filter((id) => !has.has(id))
      await this.log.each(dropped, { step: 'gone', why: 'dropped', run })
    })
  }

  collected(partitions: CollectedPartitions): Promise<void> {
    return this.safely('a collection', async () => {
      const { dataset, dts, run, error } = partitions
      for (const dt of dts) {
        if (error === undefined) await this.log.each(this.standing(dataset, dt, 'collect'), { step: 'good', run })
        else if (isOfSource(error)) await this.log.bad(collectTrouble(partitions, dt, error))
      }
    })
  }

  delivered(partition: DeliveredPartition): Promise<void> {
    return this.safely('a delivery', async () => {
      const { dataset, delivery, dt, run, error } = partition
      if (error === undefined) {
        await this.log.take(incidentId({ dataset, dt, kind: 'deliver', subject: subjectOf(delivery) }), { step: 'good', run })
      } else if (error.code !== 'cancelled') await this.log.bad(deliverTrouble(partition, error))
    })
  }

  ended(run: EndedRun): Promise<void> {
    return this.safely('a run', async () => {
      const changed = run.partitions.filter(({ change }) => change !== 'unchanged').map(({ dt }) => dt)
      if (changed.length > 0) await this.anomalies(run, changed)
      // What was taken back was judged by nobody on the way.
      if (run.undo) await this.lying(run, changed)
      else if (this.services().state.incidents.standing(run.dataset).length > 0) await this.cameThrough(run)
    })
  }

  removed(dataset: string): Promise<void> {
    return this.safely('a removal', () =>
      this.log.each(this.services().state.incidents.standing(dataset), { step: 'gone', why: 'removed', run: null })
    )
  }

  restored(dataset: string): Promise<void> {
    return this.safely('a restoration', () =>
      this.log.each(this.services().state.incidents.closedOf(dataset), { step: 'restored' })
    )
  }

  private async check(partition: JudgedPartition, result: CheckResult): Promise<void> {
    const { dataset, dt, run } = partition
    if (result.state === 'failed') await this.log.bad(checkTrouble(partition, result))
    if (result.state === 'ok')
      await this.log.take(incidentId({ dataset, dt, kind: 'check', subject: result.check }), { step: 'good', run })
  }

  private async anomalies({ dataset, run, signal }: EndedRun, dts: readonly string[]): Promise<void> {
    const services = this.services()
    const standing = dts.flatMap((dt) => this.standing(dataset, dt, 'anomaly'))
    const later = this.laterAnomalies(dataset, dts)
    const judged = { dts: [...dts, ...later], run }
    const { good, bad: all } = await judgeAnomalies(services, await services.datasets.get(dataset), judged, quietly(signal))
    // What did not change is not seen again, however its neighbours are now.
    const bad = all.filter(({ dt }) => !later.includes(dt))
    for (const trouble of bad) await this.log.bad(trouble)
    await this.log.each(good, { step: 'good', run })
    const told = new Set([...good, ...bad.map(incidentId)])
    await this.log.each(
      standing.filter((id) => !told.has(id)),
      { step: 'gone', why: 'dropped', run }
    )
  }

  /** Partitions with a standing anomaly that are judged by what changed before them. */
  private laterAnomalies(dataset: string, changed: readonly string[]): string[] {
    const first = [...changed].sort()[0] ?? ''
    const dts = this.services()
      .state.incidents.standing(dataset, { kind: 'anomaly' })
      .map((id) => id.split('/')[1] ?? '')
    return [...new Set(dts)].filter((dt) => dt > first && !changed.includes(dt))
  }

  /** A source that answers again, also by hand; and what came as it lies already, which nobody judged on the way. */
  private async cameThrough(run: EndedRun): Promise<void> {
    const dts = run.partitions.map(({ dt }) => dt)
    await this.collected({ dataset: run.dataset, dts: run.whole ? [...dts, WHOLE] : dts, run: run.run })
    const same = run.partitions.filter(({ change }) => change === 'unchanged').map(({ dt }) => dt)
    const judged = same.filter((dt) => this.standing(run.dataset, dt, 'check').length > 0)
    await this.lying(run, judged)
  }

  /** Judges partitions as they lie by the dataset's checks. */
  private async lying({ dataset, run, signal }: EndedRun, dts: readonly string[]): Promise<void> {
    if (dts.length === 0) return
    const services = this.services()
    const [spec, base] = await Promise.all([services.datasets.get(dataset), services.table(dataset).snapshot()])
    if (base === undefined) return
    const results = await judgeAll(services, { spec, checks: spec.checks ?? [], base, dts }, quietly(signal))
    for (const dt of dts) await this.judged({ dataset, dt, run, results: results.filter((one) => one.dt === dt) })
  }

  private standing(dataset: string, dt: string, kind: IncidentKind): string[] {
    return this.services().state.incidents.standing(dataset, { dt, kind })
  }

  /** What is watched must not fail by being watched. */
  private async safely(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.services().logger.warn(`the incidents of ${what} could not be written down`, { error: String(error) })
    }
  }
}

const quietly = (signal: AbortSignal): WorkContext => ({ signal, progress: () => undefined })
