import { useTranslation } from 'react-i18next'
import { CopyAction } from '../../../ui'
import styles from '../runs.module.css'

/** By its hash what was shown is what runs. */
export function PlanHash({ hash }: { hash: string }) {
  const { t } = useTranslation()
  return (
    <span className={styles.state} title={hash}>
      <span className="muted">{t('backfill.hash')}</span>
      <span className="mono">{hash.slice(-10)}</span>
      <CopyAction value={hash} label={t('backfill.copyHash')} />
    </span>
  )
}
