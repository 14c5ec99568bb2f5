import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { IncidentSummary } from '../../../../pipeline/contract'
import { formatCount } from '../../../ui'
import { ActionBar, type OnAct } from '../actions/ActionBar'
import styles from '../incidents.module.css'

interface Props {
  incidents: readonly IncidentSummary[]
  onAct: OnAct
  onClear: () => void
}

/** What can be done with all that are marked. */
export function MarkedBar({ incidents, onAct, onClear }: Props) {
  const { t } = useTranslation()
  const act: OnAct = async (marked, action) => {
    const done = await onAct(marked, action)
    if (done) onClear()
    return done
  }
  return (
    <section className={`panel ${styles.marked ?? ''}`} aria-label={t('incidents.marked.label')}>
      <strong className="strong tabular" role="status">
        {t('incidents.marked.count', { count: incidents.length, value: formatCount(incidents.length) })}
      </strong>
      <ActionBar incidents={incidents} onAct={act}>
        <Button variant="subtle" color="gray" onClick={onClear}>
          {t('incidents.marked.clear')}
        </Button>
      </ActionBar>
    </section>
  )
}
