import { useTranslation } from 'react-i18next'
import type { RunRecord } from '../../../../pipeline/contract'
import { EmptyState, formatInstant, useZone } from '../../../ui'
import styles from '../runs.module.css'

/** Log lines with the user's clock; they can be selected and copied. */
export function LogView({ log }: { log: RunRecord['log'] }) {
  const { t } = useTranslation()
  const zone = useZone()
  if (log.length === 0) return <EmptyState sentence={t('runs.log.none')} />
  return (
    <pre className={`panel mono ${styles.log ?? ''}`} aria-label={t('runs.tab.log')} tabIndex={0}>
      {log.map(({ at, text }) => `${formatInstant(at, zone)}  ${text}`).join('\n')}
    </pre>
  )
}
