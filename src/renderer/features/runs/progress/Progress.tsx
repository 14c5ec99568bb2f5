import { useTranslation } from 'react-i18next'
import { backfillEnds, type Backfill } from '../../../../pipeline/contract'
import { useBackfillProgress, useJob, useNow } from '../../../bridge'
import { formatCount, formatDuration, Instant } from '../../../ui'
import own from '../backfill.module.css'
import styles from '../runs.module.css'
import { Facts, type Fact } from '../shared/Facts'
import { starterOf } from '../shared/starter'
import { ItemStateWord } from '../shared/StateWord'
import { ItemBar } from './ItemBar'
import { atWork, inFlight } from './in-flight'
import { countStates } from './outcome'

/** How many of the in-flight partitions are named; the rest are counted. */
const NAMED = 5

/** Finished work, never dates gone by; what is at work is named. */
export function Progress({ backfill }: { backfill: Backfill }) {
  const { t } = useTranslation()
  const newest = useBackfillProgress(backfill.id)
  const finished = Math.max(backfill.finished, newest?.finished ?? 0)
  const words = t('backfill.progress.of', { finished: formatCount(finished), total: formatCount(backfill.total) })
  const clock = useClock(backfill)
  return (
    <section className={`panel ${styles.side ?? ''} ${own.progress ?? ''}`} aria-label={t('backfill.progress.label')}>
      <Facts
        items={[
          { name: t('backfill.progress.finished'), value: words },
          { name: t('backfill.progress.startedBy'), value: starterOf(t, backfill) },
          { name: t('backfill.progress.startedAt'), value: <Instant at={backfill.startedAt} /> },
          ...clock
        ]}
      />
      <ItemBar items={backfill.items} label={words} />
      <Counts backfill={backfill} />
      <Working backfill={backfill} />
      <Newest backfill={backfill} />
    </section>
  )
}

/** How long it took or has been at work, and how long it will be; nothing while it waits for somebody. */
function useClock({ job: id, state, startedAt, finishedAt }: Backfill): Fact[] {
  const { t } = useTranslation()
  const job = useJob(id)
  const now = useNow()
  const working = atWork(state)
  // What was thrown away ended when somebody said so, long after its work.
  const ended = finishedAt === null || state === 'discarded' ? undefined : Date.parse(finishedAt)
  const until = working ? now : ended
  const eta = working ? (job?.progress.etaSeconds ?? null) : null
  return [
    ...(until === undefined
      ? []
      : [{ name: t('backfill.progress.took'), value: formatDuration(Math.max(0, until - Date.parse(startedAt))) }]),
    ...(eta === null ? [] : [{ name: t('backfill.progress.left'), value: formatDuration(eta * 1_000) }])
  ]
}

/** How many partitions are in each state. */
function Counts({ backfill }: { backfill: Backfill }) {
  return (
    <div className={styles.facts}>
      {countStates(backfill.items).map(({ state, count }) => (
        <span key={state} className={styles.state}>
          <ItemStateWord state={state} thrown={backfill.state === 'discarded'} />
          <span className="tabular strong">{formatCount(count)}</span>
        </span>
      ))}
    </div>
  )
}

const labels = { pausing: 'inFlightPausing', cancelling: 'inFlightCancelling' } as const
const isEnding = (state: string): state is keyof typeof labels => state in labels

/** What is at work now: what a pause waits for and a cancel stops. */
function Working({ backfill }: { backfill: Backfill }) {
  const { t } = useTranslation()
  const working = inFlight(backfill)
  if (working.length === 0) return null
  const { state } = backfill
  return (
    <div className="tabular" aria-live="polite">
      <span className="muted">{t(`backfill.progress.${isEnding(state) ? labels[state] : 'inFlight'}`)}</span>{' '}
      {working
        .slice(0, NAMED)
        .map(({ dataset, dt }) => (dataset === backfill.dataset ? dt : `${dataset} ${dt}`))
        .join(', ')}
      {working.length > NAMED ? ` +${formatCount(working.length - NAMED)}` : null}
    </div>
  )
}

/** The last thing that it said of itself, such as that it goes on after a restart, or waits for space. */
function Newest({ backfill: { log, state } }: { backfill: Backfill }) {
  const { t } = useTranslation()
  const last = log.at(-1)
  if (last === undefined || backfillEnds.includes(state)) return null
  return (
    <div>
      <span className="muted">
        {t('backfill.progress.said')} <Instant at={last.at} />
      </span>{' '}
      {last.text}
    </div>
  )
}
