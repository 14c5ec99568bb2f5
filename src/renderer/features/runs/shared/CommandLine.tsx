import { useTranslation } from 'react-i18next'
import { CopyAction } from '../../../ui'
import styles from '../runs.module.css'

/** What would do the same in a terminal. */
export function CommandLine({ line }: { line: string }) {
  const { t } = useTranslation()
  return (
    <div className={styles.command}>
      <span className="muted">{t('runs.commandLine')}</span>
      <code className="mono" title={line}>
        {line}
      </code>
      <CopyAction value={line} label={t('runs.copyCommand')} />
    </div>
  )
}
