import { Progress as Bar } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { backfillEnds, type Backfill } from '../../../../pipeline/contract'
import { useBackfillProgress, useJob, useNow } from '../../../bridge'
import { formatCount, formatDuration, Instant } from '../../../ui'
import styles from '../runs.module.css'
import { Facts } from '../shared/Facts'
import { starterOf } from '../shared/starter'
import { ItemStateWord } from '../shared/StateWord'
import { inFlight } from './in-flight'
import { countStates } from './outcome'

/** How many of the in-flight partitions are named; the rest are counted. */
const NAMED = 5

/** Finished work, never dates gone by; what is at work is named. */
export function Progress({ backfill }: { backfill: Backfill }) {
  const { t } = useTranslation()
  const newest = useBackfillProgress(backfill.id)
  const job = useJob(backfill.job)
  const now = useNow()
  const finished = Math.max(backfill.finished, newest?.finished ?? 0)
  const { total } = backfill
  const ended = backfillEnds.includes(backfill.state)
  const working = inFlight(backfill)
  const until = backfill.finishedAt === null ? now : Date.parse(backfill.finishedAt)
  const eta = ended ? null : (job?.progress.etaSeconds ?? null)
  return (
    <section className={`panel ${styles.side ?? ''}`} aria-label={t('backfill.progress.label')} style={{ flex: 'none' }}>
      <Facts
        items={[
          {
            name: t('backfill.progress.finished'),
            value: t('backfill.progress.of', { finished: formatCount(finished), total: formatCount(total) })
          },
          { name: t('backfill.progress.startedBy'), value: starterOf(t, backfill) },
          { name: t('backfill.progress.startedAt'), value: <Instant at={backfill.startedAt} /> },
          ...(until === undefined
            ? []
            : [
                { name: t('backfill.progress.took'), value: formatDuration(Math.max(0, until - Date.parse(backfill.startedAt))) }
              ]),
          ...(eta === null ? [] : [{ name: t('backfill.progress.left'), value: formatDuration(eta * 1_000) }])
        ]}
      />
      <Bar
        value={total === 0 ? 100 : (finished / total) * 100}
        size={6}
        aria-label={t('backfill.progress.of', { finished: formatCount(finished), total: formatCount(total) })}
      />
      {ended ? <Counts backfill={backfill} /> : null}
      {working.length === 0 ? null : (
        <div className="tabular" aria-live="polite">
          <span className="muted">{t(`backfill.progress.inFlight${backfill.state === 'pausing' ? 'Pausing' : ''}`)}</span>{' '}
          {working
            .slice(0, NAMED)
            .map(({ dataset, dt }) => (dataset === backfill.dataset ? dt : `${dataset} ${dt}`))
            .join(', ')}
          {working.length > NAMED ? ` +${formatCount(working.length - NAMED)}` : null}
        </div>
      )}
    </section>
  )
}

/** How the partitions ended, by state. */
function Counts({ backfill }: { backfill: Backfill }) {
  return (
    <div className={styles.facts}>
      {countStates(backfill.items).map(({ state, count }) => (
        <span key={state} className={styles.state}>
          <ItemStateWord state={state} />
          <span className="tabular strong">{formatCount(count)}</span>
        </span>
      ))}
    </div>
  )
}
