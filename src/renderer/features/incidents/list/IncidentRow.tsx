import { Checkbox } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { IncidentSummary } from '../../../../pipeline/contract'
import { Ago, formatCount, incidentLink, reasonSentence, SeverityLabel } from '../../../ui'
import styles from '../incidents.module.css'
import { StateText } from '../shared/StateText'
import { markOnKey } from './mark-key'

export interface RowContext {
  /** The incident that is open beside the list. */
  chosen: string | undefined
  query: string
  marked: boolean
  onMark: (ids: readonly string[], on: boolean) => void
  titleOf: (name: string) => string
}

interface Props extends RowContext {
  incident: IncidentSummary
  /** Under the line of its group, which says what they have in common. */
  inGroup: boolean
}

/** One incident: how bad, where, what, since when, and how far it reaches. x marks it, Enter opens it. */
export const IncidentRow = memo(function IncidentRow({ incident, inGroup, chosen, query, marked, onMark, titleOf }: Props) {
  const { t } = useTranslation()
  const { id, dataset, dt } = incident
  const title = titleOf(dataset)
  const toggle = (): void => onMark([id], !marked)
  return (
    <li
      className={styles.row}
      data-incident={id}
      data-severity={incident.severity}
      data-state={incident.state}
      data-nested={inGroup || undefined}
      data-marked={marked || undefined}
      onKeyDown={(event) => markOnKey(event, toggle)}
    >
      <Checkbox
        className={styles.mark ?? ''}
        size="xs"
        tabIndex={-1}
        checked={marked}
        onChange={toggle}
        aria-label={t('incidents.markOne', { name: dataset, dt })}
      />
      <span className={styles.severity}>
        <SeverityLabel severity={incident.severity} />
      </span>
      <span className={styles.name}>
        <Link
          className={styles.open}
          data-row
          aria-current={id === chosen || undefined}
          aria-keyshortcuts="x"
          to={incidentLink(id, query)}
        >
          {dataset} <span className="tabular">{dt}</span>
        </Link>
        {title === '' || inGroup ? null : <span className={styles.title}>{title}</span>}
      </span>
      <span className={styles.state}>
        <StateText incident={incident} />
      </span>
      <span className={styles.say}>{reasonSentence(t, incident)}</span>
      <RowMeta incident={incident} />
    </li>
  )
})

function RowMeta({ incident: { firstSeen, lastSeen, seen, failingRows, affects, owner } }: { incident: IncidentSummary }) {
  const { t } = useTranslation()
  return (
    <span className={styles.meta}>
      <span>
        {t('incidents.first')} <Ago at={firstSeen} />
      </span>
      {seen > 1 ? (
        <span>
          {t('incidents.last')} <Ago at={lastSeen} />
        </span>
      ) : null}
      {failingRows > 0 ? (
        <span>{t('incidents.failingRows', { count: failingRows, value: formatCount(failingRows) })}</span>
      ) : null}
      {affects.length === 0 ? null : (
        <span title={affects.join(', ')}>
          {t('incidents.affects', { count: affects.length, value: formatCount(affects.length) })}
        </span>
      )}
      {owner === null ? null : <span>{t('incidents.ownedBy', { owner })}</span>}
    </span>
  )
}
