import type { Incident } from '../../../../pipeline/contract'
import { MeasureCharts } from '../../../charts/MeasureCharts'

/** The measure over time where it is about one: an unusual value, or a number of rows. */
export function Measures({ incident: { kind, dataset, subject, reason, dt } }: { incident: Incident }) {
  if (kind === 'anomaly') return <MeasureCharts name={dataset} measure={subject} marked={dt} />
  return kind === 'check' && reason.startsWith('rows') ? <MeasureCharts name={dataset} measure="rows" marked={dt} /> : null
}
