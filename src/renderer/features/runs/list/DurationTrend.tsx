import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useCall, useRunChanges } from '../../../bridge'
import { EChart } from '../../../charts/EChart'
import { durationTrend } from '../../../charts/duration-trend'
import { EmptyState, ErrorPanel, formatCount, formatDuration, runLink, TableSkeleton, useZone } from '../../../ui'
import styles from '../runs.module.css'
import type { Filtering } from './use-filter'

/** How long the newest runs of a dataset took; those far from the rest are marked, and each opens. */
export function DurationTrend({ filtering }: { filtering: Filtering }) {
  const { t } = useTranslation()
  const { value: datasets, error: unlisted } = useCall('datasets.list', {}, { follow: '*' })
  const chosen = filtering.get('dataset')
  const name = chosen === '' ? datasets?.find(({ version }) => version !== null)?.name : chosen
  if (unlisted !== undefined) return <ErrorPanel error={unlisted} />
  if (datasets !== undefined && name === undefined) return <EmptyState sentence={t('runs.none')} />
  return name === undefined ? <TableSkeleton /> : <TrendOf key={name} name={name} />
}

function TrendOf({ name }: { name: string }) {
  const { t } = useTranslation()
  const zone = useZone()
  const navigate = useNavigate()
  const scheme = useComputedColorScheme('light')
  const { value, error, slow, reload } = useCall('runs.durations', { name, limit: 300 }, { again: useRunChanges() })
  const option = useMemo(
    () =>
      durationTrend(value ?? [], {
        scheme,
        zone,
        words: { seconds: t('runs.trend.seconds'), outlier: t('runs.outlier'), median: t('runs.trend.median') }
      }),
    [value, scheme, zone, t]
  )
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton /> : null
  if (value.length === 0) return <EmptyState sentence={t('runs.trend.none', { name })} />
  const outliers = value.filter(({ outlier }) => outlier).length
  const longest = Math.max(...value.map(({ seconds }) => seconds))
  return (
    <>
      <div className={`panel ${styles.fill ?? ''}`} style={{ padding: 8 }}>
        <EChart
          option={option}
          label={t('runs.trend.label', { name })}
          onPoint={(index) => {
            const run = value[index]
            if (run !== undefined) void navigate(runLink(run.run))
          }}
        />
      </div>
      <div className="muted tabular">
        {t('runs.trend.about', {
          name,
          value: formatCount(value.length),
          outliers: formatCount(outliers),
          longest: formatDuration(longest * 1_000)
        })}
      </div>
    </>
  )
}
