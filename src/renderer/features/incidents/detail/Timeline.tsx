import { Title } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Incident } from '../../../../pipeline/contract'
import { formatInstant, runLink, useZone, zoneLabel } from '../../../ui'
import styles from '../incidents.module.css'

type Event = Incident['events'][number]

/** Everything that became of it, newest first. */
export function Timeline({ events }: { events: readonly Event[] }) {
  const { t } = useTranslation()
  const zone = useZone()
  const label = zoneLabel(zone, events[0]?.at ?? new Date(0).toISOString())
  return (
    <section className={styles.part} aria-label={t('incidents.detail.history')}>
      <div className={styles.partHead}>
        <Title order={3}>{t('incidents.detail.history')}</Title>
        <span className="muted">{label}</span>
      </div>
      <ol className={styles.timeline} reversed>
        {events.toReversed().map((event, index) => (
          <li key={`${event.at} ${event.what} ${index}`} data-event={event.what}>
            <time className="tabular muted" dateTime={event.at} title={formatInstant(event.at, zone)}>
              {formatInstant(event.at, zone).slice(0, 16)}
            </time>
            <span>
              <span className="strong">{t(`incidents.event.${event.what}`)}</span>
              <span className="muted"> {byWhom(t, event)}</span>
              {event.run === undefined ? null : (
                <>
                  {' '}
                  <Link className={styles.link} to={runLink(event.run)}>
                    {t('incidents.detail.openRun')}
                  </Link>
                </>
              )}
              {event.text === undefined ? null : <span className={styles.eventText}>{textOf(t, event.text)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What happened by itself needs no name. */
const byWhom = (t: TFunction, { by }: Event): string => (by === 'penstock' ? t('incidents.itself') : by)

const whys = ['good', 'removed', 'dropped', 'undone', 'restored'] as const

/** Words of a person as they are; a reason of the engine's own in the user's language. */
function textOf(t: TFunction, text: string): string {
  const why = whys.find((one) => one === text)
  return why === undefined ? text : t(`incidents.eventWhy.${why}`)
}
