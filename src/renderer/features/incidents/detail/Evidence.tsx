import { useTranslation } from 'react-i18next'
import type { Incident } from '../../../../pipeline/contract'
import { evidenceOf } from '../../../ui'
import styles from '../incidents.module.css'

/** What should have been beside what was. */
export function Evidence({ incident }: { incident: Incident }) {
  const { t } = useTranslation()
  const { expected, seen } = evidenceOf(t, incident)
  if (expected === undefined || seen === undefined) return null
  return (
    <dl className={styles.evidence}>
      <div>
        <dt>{t('incidents.detail.expected')}</dt>
        <dd>{expected}</dd>
      </div>
      <div>
        <dt>{t('incidents.detail.seen')}</dt>
        <dd>{seen}</dd>
      </div>
    </dl>
  )
}
