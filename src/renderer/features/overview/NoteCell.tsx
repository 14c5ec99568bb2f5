import { UnstyledButton } from '@mantine/core'
import { IconNote } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OverviewRow } from '../../../pipeline/contract'
import { formatInstant, useZone } from '../../ui'
import { isSnoozed } from './morning'
import styles from './today.module.css'

interface Props {
  row: OverviewRow
  now: number
  open: boolean
  onOpen: () => void
}

/** What somebody knows about it, until when it needs nobody, and the way to say so. */
export function NoteCell({ row, now, open, onOpen }: Props) {
  const { t } = useTranslation()
  const zone = useZone()
  const { note, dataset } = row
  const until = note?.snoozedUntil ?? null
  const snoozed = until !== null && isSnoozed(row, now) ? formatInstant(until, zone).slice(5, 16) : null
  const by = note === null ? undefined : t('overview.note.by', { by: note.by, at: formatInstant(note.at, zone).slice(0, 16) })
  return (
    <UnstyledButton
      className={styles.note ?? ''}
      onClick={onOpen}
      aria-expanded={open}
      aria-label={note === null ? t('overview.note.of', { name: dataset }) : t('overview.note.edit', { name: dataset })}
      title={note === null ? undefined : [note.text, by].filter(Boolean).join('\n')}
    >
      {note === null ? (
        <IconNote size={16} stroke={1.5} aria-hidden />
      ) : (
        <>
          <span className={styles.noteText}>{note.text}</span>
          {snoozed === null ? null : <span className="muted tabular">{t('overview.note.snoozed', { at: snoozed })}</span>}
        </>
      )}
    </UnstyledButton>
  )
}
