import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Incident } from '../../../../pipeline/contract'
import { Ago, formatCount, runLink } from '../../../ui'
import styles from '../incidents.module.css'

/** Which check it was, since when, how often, whose it is and which run saw it last. */
export function IncidentFacts({ incident }: { incident: Incident }) {
  const { t } = useTranslation()
  const { kind, subject, firstSeen, lastSeen, seen, owner, run } = incident
  const facts = [
    {
      name: t(`incidents.kind.${kind}`),
      value: kind === 'check' || kind === 'anomaly' ? <code className="mono">{subject}</code> : null
    },
    { name: t('incidents.detail.first'), value: <Ago at={firstSeen} /> },
    { name: t('incidents.detail.last'), value: <Ago at={lastSeen} /> },
    { name: t('incidents.detail.times'), value: t('incidents.detail.times_value', { count: seen, value: formatCount(seen) }) },
    { name: t('incidents.detail.owner'), value: owner },
    {
      name: t('incidents.detail.run'),
      value:
        run === null ? null : (
          <Link className={styles.link} to={runLink(run)}>
            {t('incidents.detail.openRun')}
          </Link>
        )
    }
  ].filter(({ value }) => value !== null)
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
