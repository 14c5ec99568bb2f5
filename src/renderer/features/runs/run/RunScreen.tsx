import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useParams } from 'react-router'
import { useCall } from '../../../bridge'
import { ErrorPanel, startedBackfillLink, TableSkeleton } from '../../../ui'
import styles from '../runs.module.css'
import { RunDetail } from './RunDetail'

/** One attempt: what it did to each partition, its proof, log, inputs and the plan that it was part of. */
export function RunScreen() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { value: run, error, slow, reload } = useCall('runs.get', { id }, { follow: '*' })
  const missing = error?.code === 'run.missing'
  // A link may name a backfill: both are called runs.
  const { value: backfill } = useCall('backfills.get', missing ? { id } : null)
  if (backfill !== undefined) return <Navigate to={startedBackfillLink(id)} replace />
  return (
    <div className={styles.page}>
      {error === undefined ? null : (
        <ErrorPanel
          error={error}
          onRetry={reload}
          actions={
            <Button variant="default" component={Link} to="/runs">
              {t('runs.back')}
            </Button>
          }
        />
      )}
      {slow ? <TableSkeleton rows={14} /> : null}
      {run === undefined ? null : <RunDetail key={id} run={run} />}
    </div>
  )
}
