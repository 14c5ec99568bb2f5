import { ActionIcon, Button, Title } from '@mantine/core'
import { IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Incident, IncidentSummary } from '../../../../pipeline/contract'
import { useCall, useIncidentChanges } from '../../../bridge'
import { backfillLink, datasetLink, ErrorPanel, partitionLink, reasonSentence, SeverityLabel, TableSkeleton } from '../../../ui'
import { ActionBar, type OnAct } from '../actions/ActionBar'
import styles from '../incidents.module.css'
import { StateText } from '../shared/StateText'
import { Affects } from './Affects'
import { Evidence } from './Evidence'
import { FailingRows } from './FailingRows'
import { IncidentFacts } from './IncidentFacts'
import { Measures } from './Measures'
import { Timeline } from './Timeline'

interface Props {
  id: string
  /** As the list has it: shown until the whole is there, and newest where something was done. */
  summary: IncidentSummary | undefined
  onAct: OnAct
  onClose: () => void
  titleOf: (name: string) => string
}

/** One incident: what is wrong in words, what should have been, its rows, how far it reaches, what became of it, and what to do. */
export function IncidentDetail({ id, summary, onAct, onClose, titleOf }: Props) {
  const { t } = useTranslation()
  const { value, error, slow, reload } = useCall('incidents.get', { id }, { again: useIncidentChanges() })
  const shown = summary ?? value
  return (
    <section className={`panel ${styles.detail ?? ''}`} aria-label={t('incidents.detail.label')} data-detail={id}>
      <ActionIcon
        className={styles.closeDetail ?? ''}
        variant="subtle"
        color="gray"
        onClick={onClose}
        aria-label={t('incidents.detail.back')}
      >
        <IconX size={16} />
      </ActionIcon>
      {error === undefined ? null : <ErrorPanel error={error} onRetry={reload} />}
      {shown === undefined ? null : <Head incident={shown} title={titleOf(shown.dataset)} onAct={onAct} />}
      {slow ? <TableSkeleton rows={8} /> : null}
      {value === undefined ? null : <Body incident={value} />}
    </section>
  )
}

function Head({ incident, title, onAct }: { incident: IncidentSummary; title: string; onAct: OnAct }) {
  const { t } = useTranslation()
  const { dataset, dt } = incident
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <SeverityLabel severity={incident.severity} />
        <span className="muted" aria-hidden="true">
          ·
        </span>
        <span role="status">
          <StateText incident={incident} />
        </span>
      </div>
      <Title order={2}>{reasonSentence(t, incident)}</Title>
      <div className={styles.where}>
        <Link className={styles.link} to={datasetLink(dataset)}>
          {dataset}
        </Link>
        {title === '' ? null : <span>{title}</span>}
        <Link className={`${styles.link ?? ''} tabular`} to={partitionLink(dataset, dt)}>
          {dt}
        </Link>
      </div>
      <ActionBar incidents={[incident]} onAct={onAct}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} />}
          component={Link}
          to={backfillLink({ dataset, ...(dt === 'all' ? {} : { dts: [dt] }), only: 'all' })}
          data-sheet="KeyB"
        >
          {t('incidents.detail.again')}
        </Button>
      </ActionBar>
    </header>
  )
}

function Body({ incident }: { incident: Incident }) {
  return (
    <>
      {incident.error === undefined ? null : <ErrorPanel error={incident.error} />}
      <Evidence incident={incident} />
      <IncidentFacts incident={incident} />
      <FailingRows incident={incident} />
      <Measures incident={incident} />
      <Affects incident={incident} />
      <Timeline events={incident.events} />
    </>
  )
}
