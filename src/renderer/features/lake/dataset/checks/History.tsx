import { ActionIcon, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CheckReport, CheckSpec } from '../../../../../pipeline/contract'
import { formatCount, partitionLink, resultSentence, SeverityLabel } from '../../../../ui'
import { checkSentence } from './check-sentence'
import styles from './checks.module.css'

/** Partitions that are named before the rest is a number. */
const NAMED = 24

interface Props {
  name: string
  report: CheckReport
  checks: readonly CheckSpec[]
  onClose: () => void
}

/** How often each check would have fired in the past, and where. Nothing was changed. */
export function History({ name, report, checks, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <section className={`panel ${styles.panel ?? ''}`} aria-label={t('checks.history.title')} role="status">
      <div className={styles.title}>
        <Title order={3}>{t('checks.history.about', { count: report.partitions, value: formatCount(report.partitions) })}</Title>
        <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label={t('common.close')}>
          <IconX size={14} />
        </ActionIcon>
      </div>
      <ul className={styles.fired}>
        {checks.map((check) => (
          <Fired key={check.id} name={name} check={check} report={report} />
        ))}
      </ul>
    </section>
  )
}

function Fired({ name, check, report }: { name: string; check: CheckSpec; report: CheckReport }) {
  const { t } = useTranslation()
  const fired = report.fired.find((one) => one.check === check.id)
  const failed = report.results.filter((one) => one.check === check.id && one.state === 'failed').toReversed()
  if (fired === undefined) return null
  return (
    <li data-fired={check.id}>
      <span>
        <SeverityLabel severity={check.severity} /> <span className="strong">{checkSentence(t, check)}</span>{' '}
        <span className="tabular">
          {t('checks.history.fired', { count: fired.failed, value: formatCount(fired.failed), of: formatCount(fired.of) })}
        </span>
        {fired.skipped === 0 ? null : (
          <span className="muted tabular">
            {' '}
            {t('checks.history.skipped', { count: fired.skipped, value: formatCount(fired.skipped) })}
          </span>
        )}
      </span>
      <span className={styles.dts}>
        {failed.slice(0, NAMED).map((result) => (
          <Link key={result.dt} className={styles.link} to={partitionLink(name, result.dt)} title={resultSentence(t, result)}>
            {result.dt}
          </Link>
        ))}
        {failed.length > NAMED ? (
          <span className="muted tabular">{t('checks.history.more', { value: formatCount(failed.length - NAMED) })}</span>
        ) : null}
      </span>
    </li>
  )
}
