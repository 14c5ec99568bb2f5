import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { reloadOverview, useNow, useOverview } from '../../bridge'
import { EmptyState, ErrorPanel, PageHeader, TableSkeleton } from '../../ui'
import { ClockBand } from './ClockBand'
import { Headline } from './Headline'
import { IncidentsPanel } from './IncidentsPanel'
import styles from './overview.module.css'
import { RunsPanel } from './RunsPanel'
import { SchedulesPanel } from './SchedulesPanel'
import { TodayTable } from './TodayTable'
import { useSlow } from './use-slow'

/** Is this morning's data here? What needs somebody first, then what ran and what is to come. */
export function OverviewScreen() {
  const { t } = useTranslation()
  const { value, error } = useOverview()
  const now = useNow() ?? (value === undefined ? undefined : Date.parse(value.now))
  const slow = useSlow(value === undefined && error === undefined)
  return (
    <div className={styles.page}>
      {value === undefined || value.rows.length === 0 ? <PageHeader title={t('overview.title')} /> : null}
      {error === undefined ? null : <ErrorPanel error={error} onRetry={() => void reloadOverview()} />}
      {slow ? <TableSkeleton rows={12} /> : null}
      {value?.rows.length === 0 ? (
        <EmptyState
          sentence={t('overview.none')}
          action={
            <Button component={Link} to="/add">
              {t('lake.list.add')}
            </Button>
          }
        />
      ) : null}
      {value === undefined || now === undefined || value.rows.length === 0 ? null : (
        <>
          {value.clockJump === undefined ? null : <ClockBand jump={value.clockJump} />}
          <Headline overview={value} now={now} />
          <TodayTable rows={value.rows} now={now} />
          <IncidentsPanel />
          <div className={styles.halves}>
            <RunsPanel now={now} />
            <SchedulesPanel />
          </div>
        </>
      )}
    </div>
  )
}
