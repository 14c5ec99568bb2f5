import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCall, useOverview } from '../../bridge'
import { ErrorPanel, formatCount, TableSkeleton } from '../../ui'
import styles from './overview.module.css'
import today from './today.module.css'
import { RunsTimeline } from './RunsTimeline'
import { DAY_MS, timelineLanes } from './timeline'

/** Asked anew every so often, so that runs leave on the left; in ms. */
const STEP_MS = 600_000
const MOST = 500

/** What ran in the last 24 hours. */
export function RunsPanel({ now }: { now: number }) {
  const { t } = useTranslation()
  const { answers } = useOverview()
  const since = new Date(Math.floor(now / STEP_MS) * STEP_MS - DAY_MS).toISOString()
  const { value, error, slow, reload } = useCall('runs.list', { filter: { since }, limit: MOST }, { again: answers })
  return (
    <section className={`panel ${styles.half ?? ''}`} aria-label={t('overview.runs.title')}>
      <div className={styles.panelHead}>
        <Title order={2}>{t('overview.runs.title')}</Title>
        <Link className={today.link} to="/runs">
          {t('overview.runs.all')}
        </Link>
      </div>
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={4} rowHeight={22} /> : null}
      {value?.runs.length === 0 ? <p className={styles.quiet}>{t('overview.runs.none')}</p> : null}
      {value === undefined || value.runs.length === 0 ? null : <RunsTimeline lanes={timelineLanes(value.runs, now)} now={now} />}
      {value !== undefined && value.total > value.runs.length ? (
        <p className={styles.quiet}>
          {t('overview.runs.more', { shown: formatCount(value.runs.length), value: formatCount(value.total) })}
        </p>
      ) : null}
    </section>
  )
}
