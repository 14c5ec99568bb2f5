import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { RunRecord } from '../../../../pipeline/contract'
import { useBackfillChanges, useCall } from '../../../bridge'
import { Band, startedBackfillLink } from '../../../ui'
import styles from '../runs.module.css'

/** Of a run that staged its changes: that nothing of it is in the lake by itself, and what became of the review. */
export function StagedNote({ run }: { run: RunRecord }) {
  return run.staged === true && run.backfill !== null ? <Note backfill={run.backfill} /> : null
}

function Note({ backfill: id }: { backfill: string }) {
  const { t } = useTranslation()
  const { value } = useCall('backfills.get', { id }, { again: useBackfillChanges(id) })
  if (value === undefined) return null
  const { state } = value
  const fate = state === 'discarded' ? 'discarded' : state === 'done' || state === 'failed' ? 'published' : 'waits'
  return (
    <Band tone="note" title={t(`runs.staged.${fate}`)}>
      {t('runs.staged.here')}{' '}
      <Link className={styles.link} to={startedBackfillLink(id)}>
        {t(fate === 'waits' ? 'runs.staged.review' : 'runs.openBackfill')}
      </Link>
    </Band>
  )
}
