import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BackfillSummary } from '../../../../pipeline/contract'
import { useBackfillChanges, useBackfillProgress, useCall } from '../../../bridge'
import { ErrorPanel, formatCount, startedBackfillLink } from '../../../ui'
import styles from '../list.module.css'
import { starterOf } from '../shared/starter'
import { BackfillStateWord } from '../shared/StateWord'

/** What is at work or waits for somebody, above everything else; nothing where there is none. */
export function ActiveBackfills() {
  const { t } = useTranslation()
  const { value = [], error, reload } = useCall('backfills.list', { active: true }, { again: useBackfillChanges('*') })
  if (error !== undefined) return <ErrorPanel error={error} onRetry={reload} />
  if (value.length === 0) return null
  return (
    <section className={`panel ${styles.actives ?? ''}`} aria-label={t('runs.active')}>
      {value.map((backfill) => (
        <ActiveLine key={backfill.id} backfill={backfill} />
      ))}
    </section>
  )
}

function ActiveLine({ backfill }: { backfill: BackfillSummary }) {
  const { t } = useTranslation()
  const newest = useBackfillProgress(backfill.id) ?? backfill
  const { id, dataset, from, to, total, state, finished, failed } = newest
  const words = t('backfill.progress.of', { finished: formatCount(finished), total: formatCount(total) })
  return (
    <Link to={startedBackfillLink(id)} className={styles.active} data-row>
      <BackfillStateWord state={state} />
      <span className="tabular">
        <strong className="strong">{dataset}</strong> {from === null ? '' : from === to ? from : `${from} … ${to ?? ''}`}{' '}
        <span className="muted">{starterOf(t, newest)}</span>
      </span>
      <Progress value={total === 0 ? 0 : (finished / total) * 100} size={4} aria-label={words} />
      <span className="tabular">
        {words}
        {failed === 0 ? null : (
          <span className={styles.failures}>{t('runs.failures', { count: failed, value: formatCount(failed) })}</span>
        )}
      </span>
    </Link>
  )
}
