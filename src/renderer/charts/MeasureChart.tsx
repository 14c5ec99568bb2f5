import { Title, useComputedColorScheme, VisuallyHidden } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeasureSeries } from '../../pipeline/contract'
import { formatCount } from '../ui'
import { EChart } from './EChart'
import { measureChart, type MeasurePoint } from './measure-series'

/** Whole numbers grouped, others to four significant digits. */
const amounts = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })
const amountText = (value: number): string => (Number.isInteger(value) ? formatCount(value) : amounts.format(value))

/** One measure over partitions, with a sentence about it, and the same as a table for those who do not see it. */
export function MeasureChart({ series, marked }: { series: MeasureSeries; marked?: string }) {
  const { t } = useTranslation()
  const scheme = useComputedColorScheme('light')
  const { measure, points, threshold, seasonal } = series
  const called = measure === 'rows' ? t('measure.rows') : measure
  const unusual = points.filter(({ anomaly }) => anomaly).length
  const option = useMemo(() => {
    const tip = (point: MeasurePoint): string => tipOf(point, t)
    return measureChart(series, { scheme, words: { median: t('measure.median') }, tip, value: amountText, marked })
  }, [series, scheme, t, marked])
  return (
    <figure style={{ margin: 0 }}>
      <figcaption style={{ display: 'flex', flexWrap: 'wrap', gap: '0 12px', alignItems: 'baseline' }}>
        <Title order={3}>{called}</Title>
        <span className="muted tabular">
          {t('measure.about', { count: unusual, value: formatCount(unusual), of: formatCount(points.length) })}
        </span>
        <span className="muted tabular">{t(seasonal ? 'measure.bandSeasonal' : 'measure.band', { threshold })}</span>
      </figcaption>
      <div style={{ height: 220 }}>
        <EChart option={option} label={t('measure.label', { name: series.dataset, measure: called })} />
      </div>
      <VisuallyHidden>
        <table>
          <caption>{t('measure.label', { name: series.dataset, measure: called })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('measure.column.dt')}</th>
              <th scope="col">{called}</th>
              <th scope="col">{t('measure.median')}</th>
              <th scope="col">{t('measure.column.unusual')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.dt}>
                <th scope="row">{point.dt}</th>
                <td>{amountText(point.value)}</td>
                <td>{point.median === null ? '–' : amountText(point.median)}</td>
                <td>{point.anomaly ? t('measure.unusual') : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </figure>
  )
}

/** A point in words: where, how much, against what, and whether that is unusual. */
function tipOf({ dt, value, median, z, anomaly }: MeasurePoint, t: TFunction): string {
  const lines = [dt, amountText(value)]
  if (median !== null) lines.push(t('measure.against', { median: amountText(median) }))
  if (z !== null) lines.push(`z ${z < 0 ? '−' : ''}${Math.abs(z).toFixed(1)}`)
  return [...lines, ...(anomaly ? [t('measure.unusual')] : [])].join('\n')
}
