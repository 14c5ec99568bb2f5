import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CheckResult, CheckSpec } from '../../../../../pipeline/contract'
import { SeverityLabel } from '../../../../ui'
import { checkSentence } from './check-sentence'
import styles from './checks.module.css'
import { ResultStrip } from './ResultStrip'

interface Props {
  name: string
  check: CheckSpec
  results: readonly CheckResult[]
  judging: boolean
  busy: boolean
  onEdit: () => void
  onRemove: () => void
}

/** A declared check: what must hold, what a failure does, and how it went in the newest partitions. */
export function CheckRow({ name, check, results, judging, busy, onEdit, onRemove }: Props) {
  const { t } = useTranslation()
  const about = [t(`checks.kind.${check.kind}`), check.id, check.description].filter((text) => text !== undefined)
  return (
    <li className={styles.check} data-check={check.id}>
      <SeverityLabel severity={check.severity} />
      <span className={styles.says}>
        <span>{checkSentence(t, check)}</span>
        <span className={styles.small}>{about.join(' · ')}</span>
      </span>
      <ResultStrip name={name} check={check.id} results={results} judging={judging} />
      <span className={styles.rowButtons}>
        <Button size="compact-xs" variant="subtle" onClick={onEdit} aria-label={t('checks.editOne', { id: check.id })}>
          {t('checks.edit')}
        </Button>
        <Tooltip label={t('checks.remove')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            disabled={busy}
            onClick={onRemove}
            aria-label={t('checks.removeOne', { id: check.id })}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Tooltip>
      </span>
    </li>
  )
}
