import type { DatasetSpec } from '../../contract'
import { measureTrouble, RETURNS, returnsTrouble } from '../../checks/anomalies'
import { incidentId, type Trouble } from '../../checks/incidents'
import type { WorkContext } from '../../load/worker-api'
import type { Services } from '../services'
import { judgedReturns } from './judged-returns'
import { keepOwnMeasures, measuredSeries } from './measured-series'

/** What was judged of partitions: ids of what is good, and what is not. */
export interface JudgedAnomalies {
  good: string[]
  bad: Trouble[]
}

/** Judges these partitions as they lie by the dataset's own measures and returns. */
export async function judgeAnomalies(
  services: Services,
  spec: DatasetSpec,
  { dts, run }: { dts: readonly string[]; run: string | null },
  context: WorkContext
): Promise<JudgedAnomalies> {
  const { name: dataset, zone, anomalies } = spec
  const snapshot = anomalies === undefined ? undefined : await services.table(dataset).snapshot()
  if (anomalies === undefined || snapshot === undefined) return { good: [], bad: [] }
  await keepOwnMeasures(services, { dataset, spec: anomalies })
  const wanted = new Set(dts)
  const judged: { id: string; trouble: Trouble | undefined }[] = []
  for (const { measure, points, threshold } of await measuredSeries(
    services,
    { dataset, zone, spec: anomalies },
    snapshot,
    context
  )) {
    for (const point of points.filter(({ dt }) => wanted.has(dt))) {
      const trouble = point.anomaly ? measureTrouble({ dataset, run }, measure, point, threshold) : undefined
      judged.push({ id: incidentId({ dataset, dt: point.dt, kind: 'anomaly', subject: measure }), trouble })
    }
  }
  if (anomalies.returns !== undefined) {
    for (const [dt, returns] of await judgedReturns(services, spec, snapshot, dts, context)) {
      const trouble = returnsTrouble({ dataset, run }, dt, returns, anomalies.threshold)
      judged.push({ id: incidentId({ dataset, dt, kind: 'anomaly', subject: RETURNS }), trouble })
    }
  }
  return {
    good: judged.filter(({ trouble }) => trouble === undefined).map(({ id }) => id),
    bad: judged.flatMap(({ trouble }) => (trouble === undefined ? [] : [trouble]))
  }
}
