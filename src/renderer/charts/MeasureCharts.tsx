import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnomalySpec } from '../../pipeline/contract'
import { useJobRunner } from '../bridge'
import { ErrorPanel, ProgressLine, TableSkeleton } from '../ui'
import { MeasureChart } from './MeasureChart'

interface Props {
  name: string
  /** One of the dataset's measures; all where it is left out. */
  measure?: string
  /** A partition to point out. */
  marked?: string
  /** In place of the dataset's own. */
  spec?: AnomalySpec
}

/** The measures of a dataset over its partitions, as a job works them out. */
export function MeasureCharts({ name, measure, marked, spec }: Props) {
  const { t } = useTranslation()
  const { start, job, result, error } = useJobRunner('anomalies')
  const asked = spec === undefined ? undefined : JSON.stringify(spec)
  useEffect(() => {
    start({ name, ...(asked === undefined ? {} : { spec: JSON.parse(asked) as AnomalySpec }) })
  }, [start, name, asked])
  if (error !== undefined) return <ErrorPanel error={error} />
  if (result === undefined) return job !== undefined ? <ProgressLine job={job} /> : <TableSkeleton rows={5} />
  const shown = measure === undefined ? result : result.filter((series) => series.measure === measure)
  if (shown.every(({ points }) => points.length === 0)) return <p className="muted">{t('measure.none')}</p>
  return shown.map((series) => (
    <MeasureChart key={series.measure} series={series} {...(marked === undefined ? {} : { marked })} />
  ))
}
