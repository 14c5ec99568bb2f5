import { Anchor, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { RunRecord } from '../../../../pipeline/contract'
import { useCall } from '../../../bridge'
import { EmptyState, ErrorPanel, startedBackfillLink, TableSkeleton } from '../../../ui'
import styles from '../runs.module.css'
import { PlanHash } from '../sheet/PlanHash'
import { PlanList } from '../sheet/PlanList'
import { RangeSentence } from '../sheet/RangeSentence'

/** The plan that the run was part of; a load by hand has none. */
export function PlanOfRun({ run }: { run: RunRecord }) {
  const { t } = useTranslation()
  const { value, error, slow, reload } = useCall('backfills.get', run.backfill === null ? null : { id: run.backfill })
  if (run.backfill === null) return <EmptyState sentence={t('runs.plan.none')} />
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value === undefined) return slow ? <TableSkeleton /> : null
  return (
    <>
      <Group gap="lg">
        <RangeSentence plan={value.plan} />
        <PlanHash hash={value.plan.hash} />
        <Anchor component={Link} to={startedBackfillLink(run.backfill)}>
          {t('runs.openBackfill')}
        </Anchor>
      </Group>
      <div className={`panel ${styles.fill ?? ''}`}>
        <PlanList plan={value.plan} />
      </div>
    </>
  )
}
