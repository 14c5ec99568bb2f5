import { ActionIcon, Button, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CheckSpec, CheckSuggestion } from '../../../../../pipeline/contract'
import { formatCount, SeverityLabel, suggestionSentence } from '../../../../ui'
import { checkSentence } from './check-sentence'
import styles from './checks.module.css'

interface Props {
  suggestions: readonly CheckSuggestion[]
  /** Checks that the dataset has. */
  taken: readonly CheckSpec[]
  busy: boolean
  onAdd: (check: CheckSpec) => void
  onClose: () => void
}

/** Checks that the dataset's own past suggests, each with what it was told from; nothing is added by itself. */
export function Suggestions({ suggestions, taken, busy, onAdd, onClose }: Props) {
  const { t } = useTranslation()
  const ids = new Set(taken.map(({ id }) => id))
  const open = suggestions.filter(({ check }) => !ids.has(check.id))
  return (
    <section className={`panel ${styles.panel ?? ''}`} aria-label={t('checks.suggestions.title')}>
      <div className={styles.title}>
        <Title order={3}>{t('checks.suggestions.title')}</Title>
        <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label={t('common.close')}>
          <IconX size={14} />
        </ActionIcon>
      </div>
      {open.length === 0 ? (
        <p className={styles.small} style={{ margin: 0 }}>
          {t('checks.suggestions.none')}
        </p>
      ) : null}
      <ul className={styles.list}>
        {open.map(({ check, evidence }) => (
          <li key={check.id} className={styles.check} data-suggestion={check.id}>
            <SeverityLabel severity={check.severity} />
            <span className={styles.says}>
              <span>{checkSentence(t, check)}</span>
              <span className={styles.small}>
                {t('checks.suggestions.evidence', {
                  reason: suggestionSentence(t, evidence),
                  partitions: formatCount(evidence.partitions),
                  rows: formatCount(evidence.rows)
                })}
              </span>
            </span>
            <Button
              size="compact-sm"
              variant="default"
              disabled={busy}
              onClick={() => onAdd(check)}
              aria-label={t('checks.suggestions.addOne', { id: check.id })}
            >
              {t('checks.suggestions.add')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
