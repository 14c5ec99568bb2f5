import { Button, SegmentedControl } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHeader, TableSkeleton, useTab } from '../../../ui'
import list from '../list.module.css'
import styles from '../runs.module.css'
import { ActiveBackfills } from './ActiveBackfills'
import { BackfillTable } from './BackfillTable'
import { DurationTrend } from './DurationTrend'
import { FilterBar } from './FilterBar'
import { GroupTable } from './GroupTable'
import { RunsTable } from './RunsTable'
import { Timeline } from './Timeline'
import { useFilter, type Filtering } from './use-filter'

const views = ['timeline', 'table', 'backfills', 'trend'] as const

/** Every run and every attempt: on a timeline, as a table, and how long they take. */
export function RunsScreen() {
  const { t } = useTranslation()
  const filtering = useFilter()
  const [view, openView] = useTab(views)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('runs.title')}
        actions={
          <Button variant="default" leftSection={<IconRefresh size={14} />} component={Link} to="/backfill" data-sheet="KeyB">
            {t('runs.newBackfill')}
          </Button>
        }
      />
      <ActiveBackfills />
      {filtering === undefined ? (
        <TableSkeleton rows={14} />
      ) : (
        <>
          <div className={list.filters}>
            <SegmentedControl
              aria-label={t('runs.view.label')}
              value={view}
              data={views.map((value) => ({ value, label: t(`runs.view.${value}`) }))}
              onChange={openView}
            />
            <FilterBar filtering={filtering} view={view} />
          </div>
          <View view={view} filtering={filtering} />
        </>
      )}
    </div>
  )
}

function View({ view, filtering }: { view: (typeof views)[number]; filtering: Filtering }) {
  if (view === 'timeline') return <Timeline filtering={filtering} />
  if (view === 'backfills') return <BackfillTable filtering={filtering} />
  if (view === 'trend') return <DurationTrend filtering={filtering} />
  const group = filtering.get('group')
  return group === 'dataset' || group === 'day' ? (
    <GroupTable group={group} filtering={filtering} />
  ) : (
    <RunsTable filter={filtering.filter} />
  )
}
