import { anomalySpec, type AnomalySpec, type MeasureSeries } from '../../contract'
import type { JobContext, JobOutcome } from '../jobs/job'
import type { Services } from '../services'
import { measuredSeries } from './measured-series'

/** Every measure of the dataset's own spec, or of one that is tried; its rows where it has none. */
export async function anomaliesJob(
  services: Services,
  { name, spec }: { name: string; spec: AnomalySpec | undefined },
  job: JobContext
): Promise<JobOutcome> {
  const dataset = await services.datasets.get(name)
  const wanted = spec ?? dataset.anomalies ?? anomalySpec.parse({})
  const snapshot = await services.table(name).snapshot()
  const none: MeasureSeries[] = []
  if (snapshot === undefined) return { result: none }
  return { result: await measuredSeries(services, { dataset: name, zone: dataset.zone, spec: wanted }, snapshot, job) }
}
