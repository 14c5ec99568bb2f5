import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { IncidentSummary } from '../../../pipeline/contract'
import { useCall, useIncidentChanges } from '../../bridge'
import { Ago, ErrorPanel, formatCount, incidentLink, reasonSentence, SeveritySymbol, TableSkeleton, worstFirst } from '../../ui'
import styles from './incidents.module.css'
import overview from './overview.module.css'
import today from './today.module.css'

/** Lines of the panel; the rest is a number. */
const SHOWN = 5
/** As many as are looked through for the worst. */
const LOOKED_AT = 500

/** The worst open incidents, each in a sentence; none is one calm line. */
export function IncidentsPanel() {
  const { t } = useTranslation()
  const { value, error, slow, reload } = useCall(
    'incidents.list',
    { filter: { states: ['open'] }, limit: LOOKED_AT },
    { again: useIncidentChanges() }
  )
  const worst = (value?.incidents ?? []).toSorted(worstFirst).slice(0, SHOWN)
  const total = value?.total ?? 0
  return (
    <section className="panel" aria-label={t('nav.incidents')}>
      <div className={overview.panelHead}>
        <Title order={2}>{t('incidents.panel.title', { value: formatCount(total) })}</Title>
        <Link className={today.link} to="/incidents">
          {t('incidents.panel.all')}
        </Link>
      </div>
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {slow ? <TableSkeleton rows={3} rowHeight={28} /> : null}
      {value !== undefined && total === 0 ? <p className={overview.quiet}>{t('incidents.panel.none')}</p> : null}
      {worst.length === 0 ? null : (
        <ul className={styles.list}>
          {worst.map((incident) => (
            <Line key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
      {total > worst.length && worst.length > 0 ? (
        <p className={overview.quiet}>{t('incidents.panel.more', { value: formatCount(total - worst.length) })}</p>
      ) : null}
    </section>
  )
}

function Line({ incident }: { incident: IncidentSummary }) {
  const { t } = useTranslation()
  const { id, dataset, dt, severity, lastSeen } = incident
  return (
    <li className={styles.line} data-incident={id}>
      <span className={styles.severity} title={t(`incidents.severity.${severity}`)}>
        <SeveritySymbol severity={severity} />
        <span>{t(`incidents.severity.${severity}`)}</span>
      </span>
      <Link className={today.link} to={incidentLink(id)}>
        {dataset} <span className="tabular">{dt}</span>
      </Link>
      <span className={styles.say}>{reasonSentence(t, incident)}</span>
      <span className="muted">
        <Ago at={lastSeen} />
      </span>
    </li>
  )
}
