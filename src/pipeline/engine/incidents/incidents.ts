import type { CheckResult, IncidentKind } from '../../contract'
import { incidentId } from '../../checks/incidents'
import type { Services } from '../services'
import { summaryOf, withReaders } from './affects'
import { IncidentLog } from './incident-log'
import { judgeAnomalies } from './judge-anomalies'
import type { ChangedPartitions, CollectedPartitions, DeliveredPartition, IncidentSink, JudgedPartition } from './sink'
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
        await this.log.take(incidentId({ dataset, dt, kind: 'deliver', subject: delivery }), { step: 'good', run })
      } else if (error.code !== 'cancelled') await this.log.bad(deliverTrouble(partition, error))
    })
  }

  changed({ dataset, dts, run, signal }: ChangedPartitions): Promise<void> {
    return this.safely('what is unusual', async () => {
      const services = this.services()
      const spec = await services.datasets.get(dataset)
      const standing = dts.flatMap((dt) => this.standing(dataset, dt, 'anomaly'))
      const snapshot = spec.anomalies === undefined ? undefined : await services.table(dataset).snapshot()
      const none = { good: [], bad: [] }
      const context = { signal, progress: () => undefined }
      const { good, bad } = snapshot === undefined ? none : await judgeAnomalies(services, spec, snapshot, { dts, run }, context)
      for (const trouble of bad) await this.log.bad(trouble)
      await this.log.each(good, { step: 'good', run })
      const judged = new Set([...good, ...bad.map(incidentId)])
      const dropped = standing.filter((id) => !judged.has(id))
      await this.log.each(dropped, { step: 'gone', why: 'dropped', run })
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
